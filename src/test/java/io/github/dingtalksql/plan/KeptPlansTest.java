// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.calcite.jdbc.CalciteSchema;
import org.junit.jupiter.api.Test;

/** A statement that comes again is not planned again, unless something has to be read for that. */
class KeptPlansTest {
    private static final String FILE = " FROM files WHERE space_id = '1' AND dentry_id = '1'";
    private static final String LATE = "SELECT content FROM late WHERE space_id = '1' AND dentry_id = '1'";

    private final FakeFilesTable files =
            new FakeFilesTable("files", List.of(new FakeFilesTable.Line("1", "1", null, 1, "ab")));
    private final AtomicInteger readings = new AtomicInteger();
    private final SqlEngine engine = newEngine();

    private SqlEngine newEngine() {
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        root.add("files", files);
        root.add("late", new LateTable() {
            @Override
            protected KeyedTable table(Execution planning) {
                readings.incrementAndGet();
                return files;
            }

            @Override
            protected KeyValues keys() {
                return new KeyValues(java.util.Map.of());
            }
        });
        return new CalciteEngine(root, new NoCatalog(), InstantSource.fixed(Instant.EPOCH));
    }

    private PreparedQuery prepare(String sql) {
        return engine.prepare(sql, "", new Execution());
    }

    private static Class<?> codeOf(PreparedQuery query) {
        return ((PlannedQuery) query).bindable().getClass();
    }

    @Test
    void aStatementThatComesAgainIsNotPlannedAgain() {
        PreparedQuery first = prepare("SELECT content" + FILE);
        assertThat(prepare("SELECT content" + FILE)).isSameAs(first);
        assertThat(prepare("SELECT fields[1]" + FILE)).isNotSameAs(first);
        assertThat(engine.prepare("SELECT content" + FILE, "other", new Execution()))
                .isNotSameAs(first);
    }

    @Test
    void aKeptPlanRunsForItsNewExecution() {
        prepare("SELECT content" + FILE);
        Execution aborted = new Execution();
        aborted.abort(ErrorCode.CANCELLED, "enough");
        assertThatThrownBy(() -> engine.prepare("SELECT content" + FILE, "", aborted))
                .isInstanceOf(DingTalkException.class)
                .hasMessageContaining("enough");
        PreparedQuery again = prepare("SELECT content" + FILE);
        try (RowCursor rows = again.execute(List.of(), new Execution())) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.value(0)).isEqualTo("ab");
        }
    }

    @Test
    void aPlanThatWasMadeOfWhatWasReadIsMadeAgain() {
        PreparedQuery first = prepare(LATE);
        int readBefore = readings.get();
        PreparedQuery second = prepare(LATE);
        assertThat(second).isNotSameAs(first);
        assertThat(readings.get()).isEqualTo(2 * readBefore).isPositive();
        assertThat(codeOf(second)).as("its code is the same").isSameAs(codeOf(first));
    }

    @Test
    void theSameCodeIsCompiledOnceWhateverItReads() {
        PreparedQuery one = prepare("SELECT content" + FILE);
        PreparedQuery other = prepare("SELECT content FROM files WHERE space_id = '2' AND dentry_id = '3'");
        assertThat(codeOf(other)).isSameAs(codeOf(one));
        try (RowCursor rows = other.execute(List.of(), new Execution())) {
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void plansThatHaveNotBeenAskedForAgainAreForgotten() {
        PreparedQuery first = prepare("SELECT content" + FILE);
        for (int i = 0; i < 200; i++) {
            prepare("SELECT content" + FILE + " LIMIT " + (i + 1));
        }
        assertThat(prepare("SELECT content" + FILE)).isNotSameAs(first);
    }
}
