// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which aggregates a scan makes itself, and that the plan makes the same of its parts as of rows. */
class AggregatedScansTest {
    private static final String FROM = " FROM files WHERE space_id = '1' AND dentry_id = '1'";
    private static final Random RANDOM = new Random(20261130);

    /** Gives aggregates of as many rows at a time as chance has it. */
    private static final class SummingTable extends FakeFilesTable {
        int parts;

        SummingTable(List<Line> lines, boolean skipFailures) {
            super("files", lines, new FanOut(1, skipFailures));
        }

        @Override
        protected boolean takesTests() {
            return true;
        }

        @Override
        protected boolean makesDecimals() {
            return true;
        }

        @Override
        protected boolean sumsUp(int column) {
            return column != 6;
        }

        @Override
        public RowSource open(ScanRequest request) {
            RowSource rows = super.open(request);
            PartialAggregates aggregates = request.aggregates();
            return aggregates == null ? rows : parts(rows, aggregates, request);
        }

        private RowSource parts(RowSource rows, PartialAggregates aggregates, ScanRequest request) {
            List<@Nullable Object[]> made = new ArrayList<>();
            PartialAggregates.Part part = aggregates.begin();
            int added = 0;
            while (rows.next()) {
                @Nullable Object[] row = rows.row();
                boolean passes = request.tests().stream()
                        .allMatch(
                                test -> test.passes().test(row[request.columns().indexOf(test.column())]));
                if (!passes) {
                    continue;
                }
                try {
                    part.add(row);
                    added++;
                } catch (RuntimeException e) {
                    made.add(aggregates.ofOne(row));
                }
                if (added > 0 && RANDOM.nextInt(3) == 0) {
                    made.add(part.row());
                    part = aggregates.begin();
                    added = 0;
                    parts++;
                }
            }
            if (added > 0) {
                made.add(part.row());
            }
            return new FakeFilesTable.ListRows(made);
        }
    }

    private static List<FakeFilesTable.Line> lines(String... contents) {
        return IntStream.range(0, contents.length)
                .mapToObj(i -> new FakeFilesTable.Line("1", "1", null, i * 10L, contents[i]))
                .toList();
    }

    private static String planOf(String select) {
        return new FakeDatabase(new SummingTable(lines(), false)).plan("SELECT " + select);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COUNT(*)" + FROM,
                "COUNT(*) - 1" + FROM,
                "COUNT(content), COUNT(fields[2]), COUNT(fields)" + FROM,
                "SUM(CAST(fields[1] AS DECIMAL(18, 2)))" + FROM,
                "SUM(CAST(content AS DECIMAL(18, 2))), AVG(CAST(content AS DECIMAL(18, 2)))" + FROM,
                "MIN(CAST(content AS DECIMAL(9, 3))), MIN(content), MAX(fields[2]), MAX(byte_offset)" + FROM,
                "COUNT(*)" + FROM + " AND content = 'a'",
                "COUNT(*)" + FROM + " AND content IN ('a', 'b') AND fields[2] IS NOT NULL AND 'b' > fields[1]",
                "COUNT(*)" + FROM + " AND content NOT IN ('a', 'b') AND byte_offset BETWEEN 10 AND 20",
                "MAX(content)" + FROM + " AND content <> ?",
                "c + 1 FROM (SELECT COUNT(*) AS c" + FROM + ")",
                "COUNT(*) FROM files WHERE space_id = '1' AND dentry_id IN ('1', '2', '3')",
            })
    void areMade(String select) {
        assertThat(planOf(select)).contains("aggregates=[[");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content" + FROM,
                "COUNT(DISTINCT content)" + FROM,
                "COUNT(*) FILTER (WHERE content = 'a')" + FROM,
                "SUM(byte_offset)" + FROM,
                "SUM(CAST(content AS DOUBLE)), COUNT(*)" + FROM,
                "COUNT(CAST(fields[1] AS DECIMAL(9, 2)))" + FROM,
                "SUM(CAST(fields[1] AS DECIMAL(9, 2))), COUNT(CAST(fields[1] AS DECIMAL(9, 1)))" + FROM,
                "SUM(CAST(UPPER(content) AS DECIMAL(9, 2)))" + FROM,
                "MAX(record_number)" + FROM,
                "COUNT(*)" + FROM + " AND record_number > 2",
                "COUNT(*)" + FROM + " AND (content = 'a' OR fields[2] = 'b')",
                "COUNT(*)" + FROM + " AND (content BETWEEN 'a' AND 'b' OR content BETWEEN 'x' AND 'y')",
                "COUNT(*)" + FROM + " AND content LIKE 'a%'",
                "COUNT(*)" + FROM + " AND CAST(content AS INTEGER) > 1 AND fields[2] = '1'",
                "COUNT(*)" + FROM + " AND content = fields[2]",
                "content, COUNT(*)" + FROM + " GROUP BY content",
                "COUNT(*) FROM (SELECT *" + FROM + " LIMIT 2)",
                "(SELECT COUNT(*) FROM files f WHERE f.space_id = g.space_id AND f.dentry_id = g.content) FROM files g"
                        + " WHERE g.space_id = '1' AND g.dentry_id = '1'",
                "MAX(a.content) FROM files a JOIN files b ON a.content = b.content WHERE a.space_id = '1' AND"
                        + " a.dentry_id = '1' AND b.space_id = '1' AND b.dentry_id = '2'",
            })
    void areLeftToThePlan(String select) {
        assertThat(planOf(select)).doesNotContain("aggregates=[");
    }

    @Test
    void areLeftToThePlanWhereRowsBeforeAFailureAreCounted() {
        assertThat(new FakeDatabase(new SummingTable(lines(), true)).plan("SELECT COUNT(*)" + FROM))
                .doesNotContain("aggregates=[");
    }

    /** Whoever aggregates wants all files, so none waits for the rows of another. */
    @Test
    void startTheNextFilesAtOnce() {
        CountDownLatch allOpen = new CountDownLatch(3);
        FakeFilesTable files = new FakeFilesTable("files", lines("a", "b"), new FanOut(3, false)) {
            @Override
            protected boolean sumsUp(int column) {
                return true;
            }

            @Override
            public RowSource open(ScanRequest request) {
                allOpen.countDown();
                try {
                    assertThat(allOpen.await(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                RowSource rows = super.open(request);
                List<@Nullable Object[]> ones = new ArrayList<>();
                while (rows.next()) {
                    ones.add(Objects.requireNonNull(request.aggregates()).ofOne(rows.row()));
                }
                return new FakeFilesTable.ListRows(ones);
            }
        };
        String sql = "SELECT COUNT(*) FROM files WHERE space_id = '1' AND dentry_id IN ('1', '2', '3')";
        assertThat(new FakeDatabase(files).rows(sql)).containsExactly("2");
    }

    @Test
    void comeToTheSame() {
        String[] known = {"1", "2.50", "-3", "007", " 4 ", "1e1", ".5", "99999", "0.005"};
        List<String> selects = List.of(
                "COUNT(*), COUNT(content), COUNT(fields[7]), MIN(content), MAX(fields[2]), MIN(byte_offset)",
                "SUM(CAST(content AS DECIMAL(18, 2))), MIN(CAST(content AS DECIMAL(18, 2))), COUNT(*)",
                "SUM(CAST(fields[1] AS DECIMAL(9, 3))), AVG(CAST(fields[2] AS DECIMAL(8, 1)))",
                "MAX(CAST(fields[1] AS DECIMAL(9, 3))), COUNT(CAST(fields[1] AS DECIMAL(9, 3))), MIN(fields[1])");
        List<String> conditions = List.of(
                "",
                " AND content <> '1'",
                " AND fields[1] IN ('1', '2.50', '.5')",
                " AND fields[2] > '50' AND byte_offset < 400",
                " AND content = '?'",
                " AND fields[7] IS NULL");
        int parts = 0;
        for (int i = 0; i < 150; i++) {
            String[] contents = RANDOM.ints(RANDOM.nextInt(80), 0, known.length)
                    .mapToObj(text -> known[text])
                    .toArray(String[]::new);
            SummingTable summing = new SummingTable(lines(contents), false);
            FakeFilesTable plain = new FakeFilesTable("files", lines(contents));
            String sql = "SELECT " + selects.get(i % selects.size()) + FROM
                    + conditions.get(RANDOM.nextInt(conditions.size()));
            assertThat(new FakeDatabase(summing).plan(sql)).as(sql).contains("aggregates=[[");
            assertThat(new FakeDatabase(summing).rows(sql)).as(sql).isEqualTo(new FakeDatabase(plain).rows(sql));
            parts += summing.parts;
        }
        assertThat(parts).isGreaterThan(500);
    }
}
