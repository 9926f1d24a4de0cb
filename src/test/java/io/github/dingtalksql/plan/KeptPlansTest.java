// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.calcite.jdbc.CalciteSchema;
import org.junit.jupiter.api.Test;

/** A statement that comes again is not planned again, unless its tables have become others. */
class KeptPlansTest {
    private static final String FILE = " FROM files WHERE space_id = '1' AND dentry_id = '1'";
    private static final String LATE = "SELECT content FROM late WHERE space_id = '1' AND dentry_id = '1'";

    private final FakeFilesTable files =
            new FakeFilesTable("files", List.of(new FakeFilesTable.Line("1", "1", null, 1, "ab")));
    private final AtomicInteger readings = new AtomicInteger();
    private Supplier<KeyedTable> lateTable = () -> files;
    private boolean lasting = true;
    private final SqlEngine engine = newEngine();

    private SqlEngine newEngine() {
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        root.add("files", files);
        root.add("late", late(() -> lateTable.get()));
        root.add("later", late(() -> fileOf("later")));
        return new CalciteEngine(root, new NoCatalog(), InstantSource.fixed(Instant.EPOCH));
    }

    private LateTable late(Supplier<KeyedTable> table) {
        return new LateTable() {
            @Override
            protected KeyedTable table(Execution planning) {
                planning.check();
                readings.incrementAndGet();
                return table.get();
            }

            @Override
            protected boolean isLasting() {
                return lasting;
            }

            @Override
            protected KeyValues keys() {
                return new KeyValues(java.util.Map.of());
            }
        };
    }

    private PreparedQuery prepare(String sql) {
        return engine.prepare(sql, "", new Execution());
    }

    private static FakeFilesTable fileOf(String content) {
        return new FakeFilesTable("files", List.of(new FakeFilesTable.Line("1", "1", null, 1, content)));
    }

    private static List<Object> values(PreparedQuery query) {
        List<Object> values = new ArrayList<>();
        try (RowCursor rows = query.execute(List.of(), new Execution())) {
            while (rows.next()) {
                values.add(rows.value(0));
            }
        }
        return values;
    }

    private static Class<?> codeOf(PreparedQuery query) {
        return bindableOf(query).getClass();
    }

    private static Object bindableOf(PreparedQuery query) {
        return ((PlannedQuery) query).bindable();
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
    void theTablesOfAKeptPlanAreReadAgain() {
        PreparedQuery first = prepare(LATE);
        FakeFilesTable changed = fileOf("cd");
        lateTable = () -> changed;
        PreparedQuery second = prepare(LATE);
        assertThat(readings).hasValue(2);
        assertThat(bindableOf(second)).as("its plan is the same").isSameAs(bindableOf(first));
        assertThat(values(second)).containsExactly("cd");
        assertThat(values(first)).as("still what it was prepared for").containsExactly("ab");
    }

    @Test
    void eachTableOfAKeptPlanIsReadForItself() {
        String both = "SELECT a.content || b.content FROM late a, files b WHERE a.space_id = '1' AND a.dentry_id = '1'"
                + " AND b.space_id = '1' AND b.dentry_id = a.dentry_id";
        lateTable = () -> fileOf("ab");
        PreparedQuery first = prepare(both);
        FakeFilesTable changed = fileOf("cd");
        lateTable = () -> changed;
        PreparedQuery second = prepare(both);
        assertThat(bindableOf(second)).isSameAs(bindableOf(first));
        assertThat(values(second)).containsExactly("cdab");
    }

    @Test
    void aPlanOfOtherColumnsIsMadeAgain() {
        String all = "SELECT * FROM late WHERE name = 'thing'";
        lateTable = FakeTreeTable::new;
        assertThatThrownBy(() -> prepare(all)).hasMessageContaining("parent");
        lateTable = () -> files;
        assertThatThrownBy(() -> prepare(all)).hasMessageContaining("name");

        PreparedQuery first = prepare("SELECT * FROM late WHERE space_id = '1' AND dentry_id = '1'");
        lateTable = () -> new FakeFilesTable("other", List.of());
        PreparedQuery second = prepare("SELECT * FROM late WHERE space_id = '1' AND dentry_id = '1'");
        assertThat(bindableOf(second)).isNotSameAs(bindableOf(first));
        assertThat(codeOf(second)).as("its code is the same").isSameAs(codeOf(first));
        assertThat(values(second)).isEmpty();
        assertThat(bindableOf(prepare("SELECT * FROM late WHERE space_id = '1' AND dentry_id = '1'")))
                .as("now the new one is kept")
                .isSameAs(bindableOf(second));
    }

    @Test
    void whatIsSaidOfAColumnDoesNotMatter() {
        lateTable = () -> new FakeFilesTable("files", "found in 3 bytes", List.of(), FanOut.NONE);
        PreparedQuery first = prepare(LATE);
        lateTable = () -> new FakeFilesTable("files", "found in 4 bytes", List.of(), FanOut.NONE);
        assertThat(bindableOf(prepare(LATE))).isSameAs(bindableOf(first));
    }

    @Test
    void nothingIsReadBehindATableThatHasChanged() {
        String both = "SELECT content FROM late WHERE space_id = '1' AND dentry_id = '1' UNION ALL SELECT content"
                + " FROM later WHERE space_id = '1' AND dentry_id = '1'";
        assertThat(values(prepare(both))).containsExactlyInAnyOrder("ab", "later");
        assertThat(readings).hasValue(2);
        lateTable = FakeTreeTable::new;
        assertThatThrownBy(() -> prepare(both)).hasMessageContaining("space_id");
        assertThat(readings).hasValue(3);
        lateTable = () -> fileOf("ab");
        prepare(both);
        assertThat(readings).hasValue(5);
    }

    private static FakeFilesTable holding(long bytes) {
        return new FakeFilesTable("files", List.of()) {
            @Override
            protected long heldBytes() {
                return bytes;
            }
        };
    }

    @Test
    void plansHoldNoMoreThanSomeMebibytesOfFiles() {
        lateTable = () -> holding(5L << 20);
        PreparedQuery large = prepare(LATE);
        assertThat(bindableOf(prepare(LATE))).isNotSameAs(bindableOf(large));

        lateTable = () -> holding(3L << 20);
        List<Object> plans = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            plans.add(bindableOf(prepare(LATE + " LIMIT " + (i + 1))));
        }
        assertThat(bindableOf(prepare(LATE + " LIMIT 6"))).isSameAs(plans.get(5));
        assertThat(bindableOf(prepare(LATE + " LIMIT 2"))).isSameAs(plans.get(1));
        assertThat(bindableOf(prepare(LATE + " LIMIT 1"))).isNotSameAs(plans.get(0));
    }

    @Test
    void whatMayBecomeAnotherFileIsPlannedAgain() {
        lasting = false;
        PreparedQuery first = prepare(LATE);
        PreparedQuery second = prepare(LATE);
        assertThat(readings).hasValue(2);
        assertThat(bindableOf(second)).isNotSameAs(bindableOf(first));
    }

    @Test
    void failuresOfReadingAgainAreToldAsTheFirstTime() {
        DingTalkException gone = new DingTalkException(ErrorCode.NOT_FOUND, "gone");
        prepare(LATE);
        lateTable = () -> {
            throw gone;
        };
        assertThatThrownBy(() -> prepare(LATE)).isSameAs(gone);
        Execution aborted = new Execution();
        lateTable = () -> {
            aborted.abort(ErrorCode.CANCELLED, "enough");
            throw new IllegalStateException("broken by the abort");
        };
        assertThatThrownBy(() -> engine.prepare(LATE, "", aborted)).hasMessageContaining("enough");
        lateTable = () -> files;
        assertThat(values(prepare(LATE))).containsExactly("ab");
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
