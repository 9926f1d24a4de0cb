// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.DataContext;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.ScannableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.junit.jupiter.api.Test;

/**
 * Whatever the planner binds, pushes and reorders: a query over the keyed table gives the same rows as the same query
 * over a plain table that holds all of its rows. A query that names the keys of all its tables is never refused; one
 * that does not is refused, never wrong. {@code -Ddingtalk.queries=20000} tries more, {@code -Ddingtalk.seed} the same
 * again.
 */
class RandomQueryTest {
    private static final int QUERIES = Integer.getInteger("dingtalk.queries", 250);
    /** What the generator leaves open on purpose, at most. */
    private static final double MOST_REFUSED = 0.25;

    private final FakeFilesTable keyed = new FakeFilesTable("keyed", lines(), new FanOut(3, false));
    private final SqlEngine engine = engine();

    private static List<FakeFilesTable.Line> lines() {
        List<FakeFilesTable.Line> lines = new ArrayList<>();
        for (int space = 1; space <= 2; space++) {
            for (int dentry = 1; dentry <= 3; dentry++) {
                for (int line = 0; line < space + dentry - 1; line++) {
                    String content = String.valueOf(1 + (line * 7 + dentry) % 4);
                    lines.add(new FakeFilesTable.Line("" + space, "" + dentry, null, 2L * line, content));
                }
            }
        }
        return lines;
    }

    private SqlEngine engine() {
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        root.add("keyed", keyed);
        root.add("plain", new PlainTable(keyed));
        return new CalciteEngine(root, new NoCatalog(), InstantSource.system());
    }

    @Test
    void randomQueriesGiveTheRowsOfThePlainTable() {
        long seed = Long.getLong("dingtalk.seed", new Random().nextLong());
        RandomQueries queries = new RandomQueries(new Random(seed));
        int refused = 0;
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < QUERIES; i++) {
            RandomQueries.Query query = queries.next();
            String place = "seed " + seed + ", query " + i + ": " + query.sql("keyed") + " " + query.parameters();
            try {
                compare(query, place);
            } catch (DingTalkException e) {
                if (e.code() != ErrorCode.MISSING_KEYS || query.bound()) {
                    failures.add(place + "\n  " + e);
                }
                refused++;
            } catch (AssertionError e) {
                failures.add(place + "\n  " + e.getMessage());
            }
        }
        assertThat(failures).isEmpty();
        assertThat(refused).as("refused queries, seed " + seed).isLessThan((int) (QUERIES * MOST_REFUSED));
    }

    /** Costs of other operators are lost beside that of a scan without keys; the search must end nevertheless. */
    @Test
    void aJoinOfWhichOneTableHasNoKeysIsRefusedAsSuch() {
        String list = IntStream.range(0, 1000).mapToObj(i -> "'" + i + "'").collect(Collectors.joining(", "));
        String sql =
                "SELECT a.space_id, b.byte_offset, c.byte_offset FROM keyed c CROSS JOIN keyed a CROSS JOIN keyed b"
                        + " WHERE ((a.dentry_id = '3' OR a.space_id IN ('1', '3')) OR a.byte_offset BETWEEN 1 AND 3)"
                        + " AND (b.space_id = '2' AND b.dentry_id = a.fields[1]"
                        + " AND (b.record_number IN (0, 4, 3) OR b.space_id IN ('1', '1')))"
                        + " AND (c.space_id = b.space_id AND c.dentry_id = b.fields[1]"
                        + " AND (c.dentry_id NOT IN (" + list + ") OR c.content IS NOT NULL))";
        assertThatThrownBy(() -> engine.prepare(sql, "", new Execution()))
                .isInstanceOfSatisfying(
                        DingTalkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MISSING_KEYS));
    }

    /** Found at seed -7031184349388014190: Calcite asserts that a rule that has matched matches still when it fires. */
    @Test
    void aJoinStaysOneThatGivesKeysWhileFormsOfItsInputsTurnOutToBeEqual() {
        String sql = "SELECT a.space_id, b.record_number, c.record_number FROM keyed c, keyed b, keyed a"
                + " WHERE (CAST(1 AS VARCHAR) = a.space_id AND a.dentry_id IN (?, ?, '1')"
                + " AND (NOT (a.version IS NULL) OR (a.dentry_id <> '1' OR a.content IS NOT NULL)))"
                + " AND (b.space_id = '2' AND b.dentry_id = a.fields[1] AND NOT (b.dentry_id <> '2'))"
                + " AND (c.dentry_id = a.dentry_id AND c.space_id = a.space_id AND c.byte_offset = a.byte_offset"
                + " AND c.byte_offset <= ?)";
        String plain = sql.replace("keyed ", "plain ");
        assertThat(rows(sql, List.of("4", "2", 5)))
                .containsExactlyInAnyOrderElementsOf(rows(plain, List.of("4", "2", 5)));
    }

    private void compare(RandomQueries.Query query, String place) {
        List<String> rows = rows(query.sql("keyed"), query.parameters());
        if (query.comparison() == RandomQueries.Comparison.IN_ORDER) {
            assertThat(rows).as(place).isEqualTo(rows(query.sql("plain"), query.parameters()));
            return;
        }
        int unlimited =
                (int) query.unlimited("plain").chars().filter(c -> c == '?').count();
        List<String> all = rows(query.unlimited("plain"), query.parameters().subList(0, unlimited));
        if (query.comparison() == RandomQueries.Comparison.IN_ANY_ORDER) {
            assertThat(rows).as(place).containsExactlyInAnyOrderElementsOf(all);
            return;
        }
        assertThat(rows).as(place).hasSize(Math.max(0, Math.min(query.limit(), all.size() - query.offset())));
        List<String> left = new ArrayList<>(all);
        rows.forEach(row -> assertThat(left.remove(row)).as(place + ": " + row).isTrue());
    }

    private List<String> rows(String sql, List<?> parameters) {
        PreparedQuery query = engine.prepare(sql, "", new Execution());
        List<String> rows = new ArrayList<>();
        try (RowCursor cursor = query.execute(parameters, new Execution())) {
            while (cursor.next()) {
                rows.add(IntStream.range(0, query.columns().size())
                        .mapToObj(c -> String.valueOf(cursor.value(c)))
                        .collect(Collectors.joining("|")));
            }
        }
        return rows;
    }

    private static final class PlainTable extends AbstractTable implements ScannableTable {
        private final FakeFilesTable same;

        PlainTable(FakeFilesTable same) {
            this.same = same;
        }

        @Override
        public RelDataType getRowType(RelDataTypeFactory typeFactory) {
            return same.getRowType(typeFactory);
        }

        @Override
        public Enumerable<Object[]> scan(DataContext root) {
            return Linq4j.asEnumerable(same.allRows());
        }
    }
}
