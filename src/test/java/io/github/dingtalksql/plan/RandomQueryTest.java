// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import static org.assertj.core.api.Assertions.assertThat;

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
 * over a plain table that holds all of its rows. Queries whose keys cannot be bound are refused, never wrong.
 */
class RandomQueryTest {
    private static final int QUERIES = 250;
    private static final List<String> IDS = List.of("1", "2", "3", "4");

    private final List<FakeFilesTable.Line> lines = lines();
    private final SqlEngine engine = engine();

    private static List<FakeFilesTable.Line> lines() {
        List<FakeFilesTable.Line> lines = new ArrayList<>();
        for (String space : List.of("1", "2")) {
            for (String dentry : IDS.subList(0, 3)) {
                for (int line = 0; line < Integer.parseInt(space) + Integer.parseInt(dentry) - 1; line++) {
                    String content = IDS.get((line * 7 + Integer.parseInt(dentry)) % IDS.size());
                    lines.add(new FakeFilesTable.Line(space, dentry, null, 2L * line, content));
                }
            }
        }
        return lines;
    }

    private SqlEngine engine() {
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        root.add("keyed", new FakeFilesTable("keyed", lines, new FanOut(3, false)));
        root.add("plain", new PlainTable(lines));
        return new CalciteEngine(root, new NoTables(), InstantSource.system());
    }

    @Test
    void randomQueriesGiveTheRowsOfThePlainTable() {
        long seed = Long.getLong("dingtalk.seed", new Random().nextLong());
        QueryMaker maker = new QueryMaker(new Random(seed));
        int compared = 0;
        for (int i = 0; i < QUERIES; i++) {
            String query = maker.query();
            String place = "seed " + seed + ", query " + i + ": " + query;
            List<String> expected = rows(query.replace("$T", "plain"));
            try {
                assertThat(rows(query.replace("$T", "keyed"))).as(place).isEqualTo(expected);
                compared++;
            } catch (DingTalkException e) {
                assertThat(e.code()).as(place).isEqualTo(ErrorCode.MISSING_KEYS);
            }
        }
        assertThat(compared).as("queries that could be compared, seed " + seed).isGreaterThan(QUERIES / 3);
    }

    private List<String> rows(String sql) {
        PreparedQuery query;
        try {
            query = engine.prepare(sql, "", new Execution());
        } catch (DingTalkException e) {
            if (e.code() == ErrorCode.MISSING_KEYS) {
                throw e;
            }
            throw new AssertionError(sql, e);
        }
        List<String> rows = new ArrayList<>();
        try (RowCursor cursor = query.execute(List.of(), new Execution())) {
            while (cursor.next()) {
                rows.add(IntStream.range(0, query.columns().size())
                        .mapToObj(c -> String.valueOf(cursor.value(c)))
                        .collect(Collectors.joining("|")));
            }
        }
        return rows.stream().sorted().toList();
    }

    /** Makes queries over {@code $T}; about half of them bind both keys somehow. */
    private record QueryMaker(Random random) {
        String query() {
            String a = pick(
                    "a.content",
                    "a.byte_offset",
                    "a.dentry_id, a.content",
                    "a.space_id, a.dentry_id",
                    "a.*",
                    "a.fields[2], a.byte_offset",
                    "a.fields, a.fields[1]",
                    "upper(a.fields[1]) || a.fields[3]");
            return switch (random.nextInt(9)) {
                case 0, 1 -> "SELECT " + a + " FROM $T a WHERE " + keyed("a") + " AND " + condition("a", 2);
                case 2 ->
                    "SELECT "
                            + pick(
                                    "count(*), min(a.content), max(a.byte_offset)",
                                    "count(*)",
                                    "max(a.fields[1])",
                                    "count(a.fields[3]), sum(CAST(a.fields[1] AS DECIMAL(9, 2)))",
                                    "avg(CAST(a.fields[2] AS DECIMAL(5, 1))), count(a.content)",
                                    "count(a.version), count(DISTINCT a.byte_offset)")
                            + " FROM $T a WHERE " + condition("a", 3) + " AND " + keyed("a");
                case 3 ->
                    "SELECT " + a + ", b.content FROM $T a " + pick("JOIN", "LEFT JOIN") + " $T b ON "
                            + "b.space_id = a.space_id AND b.dentry_id = " + pick("a.content", "a.dentry_id") + " AND "
                            + condition("b", 1) + " WHERE " + keyed("a");
                case 4 ->
                    "SELECT " + a + " FROM (VALUES ('1', '2'), ('2', '1'), ('1', '4')) AS k(s, d), $T a WHERE"
                            + " a.space_id = k.s AND a.dentry_id = k.d AND " + condition("a", 2);
                case 5 ->
                    "SELECT " + a + " FROM $T a WHERE a.space_id = '1' AND a.dentry_id " + pick("IN", "IN")
                            + " (SELECT b.content FROM $T b WHERE " + keyed("b") + " AND " + condition("b", 1)
                            + ") AND "
                            + condition("a", 1);
                case 6 ->
                    "SELECT " + a + " FROM $T a WHERE " + keyed("a") + " AND " + pick("", "NOT ")
                            + "EXISTS (SELECT 1 FROM $T b WHERE b.space_id = a.space_id AND b.dentry_id = a.content AND "
                            + condition("b", 1) + ")";
                case 7 ->
                    "SELECT a.dentry_id, count(*) FROM $T a WHERE " + keyed("a") + " AND " + condition("a", 2)
                            + " GROUP BY a.dentry_id HAVING count(*) > 0 UNION ALL SELECT b.content, b.byte_offset FROM $T"
                            + " b WHERE " + keyed("b");
                default ->
                    "SELECT k.d, (SELECT max(a.content) FROM $T a WHERE a.space_id = '2' AND a.dentry_id = k.d"
                            + " AND " + condition("a", 1) + ") FROM (VALUES ('1'), ('3'), ('9')) AS k(d)";
            };
        }

        private String keyed(String alias) {
            String s = alias + ".space_id";
            String d = alias + ".dentry_id";
            return switch (random.nextInt(8)) {
                case 0 -> s + " = '1' AND " + d + " = " + pick("'1'", "2", "'3 '", "'9'");
                case 1 -> s + " IN ('1', '2') AND " + d + " = '" + id() + "'";
                case 2 -> "(" + s + ", " + d + ") IN (('1', '" + id() + "'), ('2', '" + id() + "'))";
                case 3 ->
                    "((" + s + " = '1' AND " + d + " = '" + id() + "') OR (" + s + " = 2 AND " + d + " = '" + id()
                            + "' AND " + alias + ".byte_offset > 1))";
                case 4 -> "CAST(1 AS VARCHAR) = " + s + " AND " + d + " IN ('" + id() + "', '" + id() + "', '1')";
                case 5 -> s + " = '1' AND " + s + " = '" + pick("1", "1", "2") + "' AND " + d + " = '" + id() + "'";
                case 6 -> "NOT (" + s + " <> '2' OR " + d + " NOT IN ('" + id() + "', '" + id() + "'))";
                default -> condition(alias, 2);
            };
        }

        private String condition(String alias, int depth) {
            if (depth > 0 && random.nextInt(3) > 0) {
                String one = condition(alias, depth - 1);
                String other = condition(alias, depth - 1);
                return switch (random.nextInt(3)) {
                    case 0 -> "(" + one + " OR " + other + ")";
                    case 1 -> "(" + one + " AND " + other + ")";
                    default -> "NOT (" + one + ")";
                };
            }
            return switch (random.nextInt(12)) {
                case 0 -> alias + ".byte_offset " + pick("=", "<", "<=", ">", ">=", "<>") + " " + random.nextInt(6);
                case 1 -> alias + ".byte_offset BETWEEN 1 AND " + random.nextInt(6);
                case 2 -> alias + ".content " + pick("=", "<", ">=") + " '" + id() + "'";
                case 3 -> alias + ".content LIKE '" + pick("1%", "%", "_", "x%") + "'";
                case 4 -> alias + ".dentry_id " + pick("<>", "=", ">") + " '" + id() + "'";
                case 5 -> alias + ".space_id IN ('1', '" + id() + "')";
                case 6 -> alias + ".content IS NOT NULL";
                case 7 -> alias + ".byte_offset IN (0, 4, " + random.nextInt(6) + ")";
                case 8 -> alias + ".fields[" + pick("1", "2", "3") + "] " + pick("=", "<", ">=") + " '" + id() + "'";
                case 9 -> alias + ".fields[3] IS NULL";
                case 10 ->
                    alias + pick(".content", ".fields[1]", ".fields[3]") + " IN ('" + id() + "', '" + id() + "', 'x ')";
                default -> alias + ".version IS NULL";
            };
        }

        private String id() {
            return IDS.get(random.nextInt(IDS.size()));
        }

        private String pick(String... options) {
            return options[random.nextInt(options.length)];
        }
    }

    private static final class PlainTable extends AbstractTable implements ScannableTable {
        private final List<FakeFilesTable.Line> lines;

        PlainTable(List<FakeFilesTable.Line> lines) {
            this.lines = lines;
        }

        @Override
        public RelDataType getRowType(RelDataTypeFactory typeFactory) {
            return new FakeFilesTable("same", List.of()).getRowType(typeFactory);
        }

        @Override
        public Enumerable<Object[]> scan(DataContext root) {
            return Linq4j.asEnumerable(lines.stream()
                    .map(line -> new Object[] {
                        line.space(), line.dentry(), line.version(), line.offset(), line.content(), line.fields()
                    })
                    .toList());
        }
    }

    private record NoTables() implements SqlCatalog {
        @Override
        public List<String> schemas() {
            return List.of();
        }

        @Override
        public List<TableInfo> tables() {
            return List.of();
        }

        @Override
        public List<FunctionInfo> functions() {
            return List.of();
        }
    }
}
