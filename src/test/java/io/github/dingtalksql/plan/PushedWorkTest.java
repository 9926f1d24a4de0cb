// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.Execution;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.jdbc.CalciteSchema;
import org.junit.jupiter.api.Test;

/**
 * What a scan evaluates itself comes to what Calcite's own code comes to, failures included. That code runs over the
 * same table where something stands in the way of pushing: an offset of no rows, or a condition that is always true.
 */
class PushedWorkTest {
    private static final int TABLES = 60;
    private static final String KEYS = " FROM files WHERE space_id = '1' AND dentry_id = '2'";
    private static final List<String> TEXTS = List.of(
            "1", "-2.5", "12.34", "0.005", " 7 ", "1e2", "5.", ".5", "+3", "-0.00", "", "x", "PAID", "PAID ", "paid",
            "123456789012345678", "9999999999999999.99", "99999999999999999.99", "-9999999999999999.99", "中", "NaN");

    @Test
    void sumsAndCountsAreThoseOfThePlainPlan() {
        long seed = Long.getLong("dingtalk.seed", new Random().nextLong());
        Random random = new Random(seed);
        int failed = 0;
        for (int i = 0; i < TABLES; i++) {
            SqlEngine engine = engine(lines(random));
            String select = pick(
                    random,
                    "SUM(CAST(fields[1] AS DECIMAL(18, 2)))",
                    "COUNT(*), SUM(CAST(fields[1] AS DECIMAL(19, 4))), COUNT(fields[3])",
                    "AVG(CAST(content AS DECIMAL(5, 1)))",
                    "SUM(CAST(fields[2] AS DECIMAL(18, 2))), COUNT(fields[1])",
                    "COUNT(*)");
            String where = pick(
                    random,
                    "",
                    " AND content IN ('1', 'PAID', '12.34', '中', ' 7 ')",
                    " AND fields[1] IN ('1', '-2.5', '12.34', '0.005', '-0.00', '5.', '123456789012345678')",
                    " AND fields[1] = 'PAID '",
                    " AND fields[2] = '4' AND content <> ''");
            String place = "seed " + seed + ", table " + i + ": " + select + where;
            String pushed = outcome(engine, "SELECT " + select + KEYS + where);
            String plain = outcome(
                    engine,
                    "SELECT " + select + " FROM (SELECT content, fields, byte_offset" + KEYS
                            + " ORDER BY byte_offset OFFSET 0 ROWS) WHERE TRUE" + where);
            assertThat(pushed).as(place).isEqualTo(plain);
            failed += pushed.startsWith("failed") ? 1 : 0;
        }
        assertThat(failed).as("queries that fail, seed " + seed).isBetween(TABLES / 20, TABLES * 19 / 20);
    }

    @Test
    void explainShowsWhatTheScanEvaluates() {
        SqlEngine engine = engine(List.of());
        String plan = outcome(
                engine,
                "EXPLAIN PLAN FOR SELECT COUNT(*), SUM(CAST(fields[3] AS DECIMAL(18, 2)))" + KEYS
                        + " AND fields[9] IN ('PAID', 'it''s') AND content = 'x'");
        assertThat(plan)
                .contains("measures=[COUNT(*), SUM(CAST(fields[3] AS DECIMAL(18, 2)))]")
                .contains("fields[9] IN ('PAID', 'it''s')")
                .contains("content = 'x'")
                .doesNotContain("EnumerableAggregate", "EnumerableCalc");
    }

    @Test
    void aConditionBehindOneThatMayFailStaysBehindIt() {
        SqlEngine engine = engine(List.of(new FakeFilesTable.Line("1", "2", null, 0, "x")));
        String query = "SELECT COUNT(*)" + KEYS + " AND CAST(fields[1] AS INTEGER) > 0 AND content = 'y'";
        assertThat(outcome(engine, query)).startsWith("failed");
        assertThat(outcome(engine, "EXPLAIN PLAN FOR " + query))
                .doesNotContain("tests=");
    }

    @Test
    void whereFilesMayBeSkippedRowsBeforeTheFailureCount() {
        SqlEngine engine = engine(List.of(), new FanOut(1, true));
        assertThat(outcome(engine, "EXPLAIN PLAN FOR SELECT COUNT(*)" + KEYS))
                .doesNotContain("measures=");
    }

    private static List<FakeFilesTable.Line> lines(Random random) {
        List<FakeFilesTable.Line> lines = new ArrayList<>();
        List<String> texts = random.nextInt(3) == 0 ? TEXTS : TEXTS.subList(0, 1 + random.nextInt(10));
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            lines.add(new FakeFilesTable.Line("1", "2", null, i, texts.get(random.nextInt(texts.size()))));
        }
        return lines;
    }

    private static SqlEngine engine(List<FakeFilesTable.Line> lines) {
        return engine(lines, FanOut.NONE);
    }

    private static SqlEngine engine(List<FakeFilesTable.Line> lines, FanOut fanOut) {
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        root.add("files", new FakeFilesTable("files", lines, fanOut));
        return new CalciteEngine(root, new NoTables(), InstantSource.system());
    }

    private static String outcome(SqlEngine engine, String sql) {
        PreparedQuery query = engine.prepare(sql, "", new Execution());
        List<String> rows = new ArrayList<>();
        try (RowCursor cursor = query.execute(List.of(), new Execution())) {
            while (cursor.next()) {
                rows.add(IntStream.range(0, query.columns().size())
                        .mapToObj(c -> String.valueOf(cursor.value(c)))
                        .collect(Collectors.joining("|")));
            }
        } catch (DingTalkException e) {
            return "failed: " + e.code() + " " + e.getMessage();
        }
        return String.join("\n", rows);
    }

    private static String pick(Random random, String... options) {
        return options[random.nextInt(options.length)];
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
