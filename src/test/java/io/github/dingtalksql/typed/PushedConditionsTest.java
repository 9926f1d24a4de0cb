// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Conditions that the reader of a file looks at: they leave out the rows that they would leave out above it, and no others. */
class PushedConditionsTest {
    private static final int QUERIES = Integer.getInteger("dingtalk.queries", 150);

    private static final Pattern TESTS = Pattern.compile("tests=\\[(.*?)\\](, columns|\\)$)", Pattern.MULTILINE);

    private static final String COLUMNS =
            "n BIGINT, i INTEGER, p DECIMAL(10, 2), x DOUBLE, ok BOOLEAN, d DATE, t TIME," + " ts TIMESTAMP, s VARCHAR";

    private static final List<String> NAMES = List.of("n", "i", "p", "x", "ok", "d", "t", "ts", "s");

    /** The same values in a file of each format. Blank ones are not there. */
    private enum Format {
        CSV("read_csv"),
        JSON("read_json"),
        XLSX("read_xlsx");

        final String table;

        Format(String function) {
            this.table = function + "('854', '1', columns => '" + COLUMNS + "')";
        }

        byte[] file(List<String[]> rows) throws IOException {
            return switch (this) {
                case CSV ->
                    rows.stream()
                            .map(row -> String.join(",", row) + "\n")
                            .collect(Collectors.joining("", String.join(",", NAMES) + "\n", ""))
                            .getBytes(StandardCharsets.UTF_8);
                case JSON ->
                    rows.stream()
                            .map(row -> values(row, ", ", i -> "\"" + NAMES.get(i) + "\": \"" + text(row[i]) + "\""))
                            .collect(Collectors.joining("},\n{", "[{", "}]"))
                            .getBytes(StandardCharsets.UTF_8);
                case XLSX ->
                    Workbook.ofRows(rows.stream()
                                    .map(row -> values(row, "", i -> cell(i, row[i])))
                                    .collect(Collectors.joining(
                                            "</row><row>", "<row>" + header() + "</row><row>", "</row>")))
                            .bytes();
            };
        }

        private static String values(String[] row, String separator, IntFunction<String> value) {
            return IntStream.range(0, row.length)
                    .filter(i -> !row[i].isEmpty())
                    .mapToObj(value)
                    .collect(Collectors.joining(separator));
        }

        private static String text(String value) {
            return value.equals("\"\"") ? "" : value;
        }

        private static String header() {
            return NAMES.stream()
                    .map(name -> "<c t='str'><v>" + name + "</v></c>")
                    .collect(Collectors.joining());
        }

        /** Numbers are numbers, of which NaN and Infinity are none. */
        private static String cell(int column, String value) {
            String name = NAMES.get(column);
            String place = "<c r='" + (char) ('A' + column) + "1' ";
            if (name.equals("ok")) {
                return place + "t='b'><v>" + (value.equals("true") ? 1 : 0) + "</v></c>";
            }
            boolean isNumber = List.of("n", "i", "p").contains(name) || name.equals("x") && !value.matches("[NI].*");
            return place + (isNumber ? "" : "t='str'") + "><v>" + (name.equals("x") && !isNumber ? "" : text(value))
                    + "</v></c>";
        }
    }

    private static List<String[]> rows(Random random, int count) {
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            String[] values = {
                Integer.toString(random.nextInt(5) - 1),
                Integer.toString(random.nextInt(4)),
                random.nextInt(3) + "." + random.nextInt(10) + random.nextInt(2),
                List.of("NaN", "-0.0", "0", "1.5", "1e0", "Infinity").get(random.nextInt(6)),
                random.nextBoolean() ? "true" : "False",
                "2024-01-0" + (1 + random.nextInt(4)),
                "0" + random.nextInt(4) + ":00:00.5",
                "2024-01-0" + (1 + random.nextInt(3)) + " 00:00:00.00" + random.nextInt(3),
                List.of("a", "b", "a ", "", "\"\"", "深圳", "A").get(random.nextInt(7))
            };
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(5) == 0 ? "" : values[i];
            }
            rows.add(values);
        }
        return rows;
    }

    /** A condition, with the values of its parameters. */
    private record Conditions(Random random, List<Object> parameters) {
        private String pick(String... options) {
            return options[random.nextInt(options.length)];
        }

        String condition(int depth) {
            if (depth > 0 && random.nextInt(3) > 0) {
                return switch (random.nextInt(6)) {
                    case 0 -> "(" + condition(depth - 1) + " OR " + condition(depth - 1) + ")";
                    case 1 -> "NOT (" + condition(depth - 1) + ")";
                    default -> "(" + condition(depth - 1) + " AND " + condition(depth - 1) + ")";
                };
            }
            String op = " " + pick("=", "<>", "<", "<=", ">", ">=") + " ";
            return switch (random.nextInt(14)) {
                case 0 -> "n" + op + pick("0", "1", "1.5", "2.0", "CAST(1 AS DECIMAL(30, 3))", "9223372036854775807");
                case 1 -> pick("0", "2", "1.0") + op + "i";
                case 2 -> "p" + op + pick("1", "1.1", "1.100", "0.005", "1e0");
                case 3 -> "x" + op + pick("0", "1", "1.5", "0e0");
                case 4 -> pick("ok", "NOT ok", "ok = TRUE", "ok IS NOT TRUE", "ok <> FALSE", "ok IS FALSE");
                case 5 -> "d" + op + pick("DATE '2024-01-02'", "'2024-01-03'", "TIMESTAMP '2024-01-02 00:00:00'");
                case 6 -> "t" + op + "TIME '01:00:00.5'";
                case 7 -> "ts" + op + pick("TIMESTAMP '2024-01-02 00:00:00.001'", "DATE '2024-01-02'");
                case 8 -> "s" + op + pick("'a'", "'a '", "''", "'深圳'", "U&'\\6df1\\5733'", "'A'");
                case 9 -> pick("n", "i", "p", "x", "ok", "d", "t", "ts", "s") + " IS " + pick("", "NOT ") + "NULL";
                case 10 ->
                    pick("n", "i", "p") + pick(" IN (", " NOT IN (") + pick("0, 1", "1, 2, 3, 7.0", "1.1, 0, 2.5")
                            + ")";
                case 11 -> "s" + pick(" IN (", " NOT IN (") + pick("'a', 'bb'", "'a ', 'b', '深圳'", "'', 'A'") + ")";
                case 12 ->
                    pick("n", "p") + pick(" BETWEEN ", " NOT BETWEEN ") + pick("0 AND 1", "1 AND 2.5", "2 AND 1");
                default -> parameter(op);
            };
        }

        private String parameter(String op) {
            return switch (random.nextInt(6)) {
                case 0 -> compared("n", op, random.nextBoolean() ? (Object) 1L : null);
                case 1 -> compared("p", op, new BigDecimal("1.1"));
                case 2 -> compared("s", op, pick("a", "a ", "深圳"));
                case 3 -> compared("d", op, LocalDate.parse("2024-01-02"));
                case 4 -> compared("ts", op, LocalDateTime.parse("2024-01-02T00:00:00.001"));
                default -> compared("i", op, 2);
            };
        }

        private String compared(String column, String op, Object value) {
            parameters.add(value);
            return column + op + "?";
        }
    }

    /** Above a window the same condition cannot come down to the scan. */
    @ParameterizedTest
    @EnumSource
    void randomConditionsLeaveTheSameRows(Format format) throws Exception {
        long seed = Long.getLong("dingtalk.seed", new Random().nextLong());
        Random random = new Random(seed);
        int queries = format == Format.CSV ? QUERIES : QUERIES / 2;
        int pushed = 0;
        int some = 0;
        int summed = 0;
        try (TypedFiles files = TypedFiles.ofBytes("", format.file(rows(random, 60)))) {
            for (int query = 0; query < queries; query++) {
                Conditions maker = new Conditions(random, new ArrayList<>());
                String condition = maker.condition(2);
                String place = "seed " + seed + ", query " + query + ": " + condition + " " + maker.parameters();
                Object[] parameters = maker.parameters().toArray();
                String direct = "SELECT n, i, p, x, ok, d, t, ts, s FROM " + format.table + " WHERE " + condition;
                String above = "SELECT n, i, p, x, ok, d, t, ts, s FROM (SELECT *, count(*) OVER () AS c FROM "
                        + format.table + ") WHERE (" + condition + ") AND c > 0";
                assertThat(plan(files, above)).as(place).doesNotContain("tests=[");
                List<String> expected = files.rows(above, parameters);
                assertThat(files.rows(direct, parameters)).as(place).isEqualTo(expected);
                assertThat(files.rows(aggregated(direct), parameters))
                        .as(place)
                        .isEqualTo(files.rows(aggregated(above), parameters));
                summed += plan(files, aggregated(direct)).contains("aggregates=[[") ? 1 : 0;
                pushed += plan(files, direct).contains("tests=[") ? 1 : 0;
                some += expected.isEmpty() ? 0 : 1;
            }
        }
        assertThat(pushed)
                .as("queries whose conditions came down, seed " + seed)
                .isGreaterThan(queries / 3);
        assertThat(summed)
                .as("queries whose rows the reader summed up, seed " + seed)
                .isGreaterThan(format == Format.CSV ? queries / 12 : -1);
        assertThat(some).as("queries with rows, seed " + seed).isGreaterThan(queries / 4);
    }

    private static String aggregated(String rows) {
        return rows.replace(
                "SELECT n, i, p, x, ok, d, t, ts, s FROM",
                "SELECT COUNT(*), COUNT(x), COUNT(s), SUM(p), MIN(p), MAX(n), MIN(i), MAX(d), MIN(t), MAX(ts), MIN(s),"
                        + " MAX(s) FROM");
    }

    private static String plan(TypedFiles files, String sql) throws SQLException {
        return String.join("\n", files.query("EXPLAIN PLAN FOR " + sql));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "n = 1!n = 1",
                "1 < n!n > 1",
                "n <> 1!n <> 1",
                "n IN (1, 2)!n IN (1, 2)",
                "n NOT IN (1, 2)!n NOT IN (1, 2)",
                "n BETWEEN 1 AND 2!n >= 1 AND n <= 2",
                "ok!ok = true",
                "NOT ok!ok = false",
                "s = 'a' AND d >= DATE '2024-01-02'!s = 'a' AND d >= 2024-01-02",
                "s IS NULL AND p < 1.5!s IS NULL AND p < 1.50",
                "p IS NOT NULL AND s <= ?!p IS NOT NULL AND s <= ?0",
                "n = 1 AND 10 / i > 1!n = 1",
                "10 / i > 1 AND n = 1!",
                "x > 1e0!",
                "n = 1 OR i = 1!",
                "n + 1 = 2!",
            })
    void explainShowsWhatTheReaderLooksAt(String condition, String tests) throws Exception {
        try (TypedFiles files = TypedFiles.of("n\n1\n")) {
            for (String select : new String[] {"SELECT *", "SELECT s", "SELECT count(*)", "SELECT max(p)"}) {
                String plan = plan(
                        files, select + " FROM read_csv('854', '1', columns => '" + COLUMNS + "') WHERE " + condition);
                Matcher shown = TESTS.matcher(plan);
                List<String> found = shown.find() ? List.of(shown.group(1).split(" AND ")) : List.of();
                assertThat(found)
                        .as(plan)
                        .containsExactlyInAnyOrderElementsOf(tests == null ? List.of() : List.of(tests.split(" AND ")));
            }
        }
    }

    @Test
    void conditionsReachTheReaderThroughJoinsAndSubQueries() throws Exception {
        String csv = "n,s\n1,a\n2,b\n3,c\n";
        try (TypedFiles files = TypedFiles.ofBytes(
                ";files=T:854/1,U:854/2", csv.getBytes(StandardCharsets.UTF_8), csv.getBytes(StandardCharsets.UTF_8))) {
            for (String sql : new String[] {
                "SELECT t.s, u.s FROM files.t JOIN files.u ON t.n = u.n WHERE t.s = 'b'",
                "SELECT s, s FROM (SELECT s, n + 1 AS m FROM files.t) WHERE s = 'b'",
                "SELECT s, s FROM (SELECT s, n FROM files.t UNION ALL SELECT s, n FROM files.t WHERE n > 7) WHERE s = 'b'",
                "WITH w AS (SELECT * FROM files.t) SELECT s, s FROM w WHERE s = 'b'",
                "SELECT s, max(s) FROM files.t WHERE s = 'b' GROUP BY s",
                "SELECT s, max(s) FROM files.t GROUP BY s HAVING s = 'b'",
            }) {
                assertThat(plan(files, sql)).as(sql).contains("s = 'b'");
                assertThat(plan(files, sql)).as(sql).contains("tests=[");
                assertThat(files.rows(sql)).as(sql).containsExactly("b|b");
            }
        }
    }

    @Test
    void onlyOfRecordsThatPassAreTheOtherFieldsParsed() throws Exception {
        try (TypedFiles files = TypedFiles.of("a,b,c\n1,x,p\n2,20,q\nz,30,r\n")) {
            String columns = ", columns => 'a VARCHAR, b BIGINT, c VARCHAR'";
            String table = "read_csv('854', '1'" + columns;
            assertThat(files.rows("SELECT * FROM " + table + ") WHERE a = '2'")).containsExactly("2|20|q");
            assertThatThrownBy(() -> files.rows("SELECT * FROM " + table + ") WHERE a < '2'"))
                    .hasMessageContaining("column b, record 2, byte offset 6: 'x' is no BIGINT");
            // The field of a condition is parsed in every record.
            assertThatThrownBy(() -> files.rows("SELECT * FROM " + table + ") WHERE a = '2' AND b = 20"))
                    .hasMessageContaining("column b, record 2, byte offset 6: 'x' is no BIGINT");
            assertThat(warned(files, "SELECT * FROM " + table + ", on_error => 'null') WHERE a = '2'"))
                    .isEqualTo("[2|20|q] null");
            assertThat(warned(files, "SELECT * FROM " + table + ", on_error => 'null') WHERE a <> '2'"))
                    .startsWith("[1|null|p, z|30|r] 1 values or records did not fit");
        }
    }

    /** Of a key that comes twice the last value counts, for conditions as well. */
    @Test
    void jsonOnlyOfObjectsThatPassAreTheOtherValuesParsed() throws Exception {
        String json = "{\"b\": \"x\", \"a\": \"1\", \"c\": 1}\n{\"a\": \"7\", \"b\": 20, \"a\": \"2\"}\n{\"a\": \"z\"}";
        try (TypedFiles files = TypedFiles.of(json)) {
            String table = "read_json('854', '1', columns => 'a VARCHAR, b BIGINT'";
            assertThat(files.rows("SELECT * FROM " + table + ") WHERE a = '2'")).containsExactly("2|20");
            assertThat(files.rows("SELECT * FROM " + table + ") WHERE a = '7'")).isEmpty();
            assertThatThrownBy(() -> files.rows("SELECT * FROM " + table + ") WHERE a < '2'"))
                    .hasMessageContaining("column b, record 1, byte offset 0: 'x' is no BIGINT");
            assertThat(warned(files, "SELECT * FROM " + table + ", on_error => 'null') WHERE a > '1'"))
                    .isEqualTo("[2|20, z|null] null");
            assertThat(warned(files, "SELECT * FROM " + table + ", on_error => 'skip') WHERE a > '1'"))
                    .startsWith("[2|20, z|null] 1 records are left out");
        }
    }

    @Test
    void xlsxCellsBehindAConditionThatFailsAreNotLookedAt() throws Exception {
        byte[] workbook = Workbook.ofRows("<row><c t='str'><v>a</v></c><c t='str'><v>b</v></c></row>"
                        + "<row><c><v>1</v></c><c t='str'><v>x</v></c></row>"
                        + "<row><c><v>2</v></c><c><v>20</v></c></row><row><c r='B4'><v>30</v></c></row>")
                .bytes();
        try (TypedFiles files = TypedFiles.ofBytes("", workbook)) {
            String table = "read_xlsx('854', '1', columns => 'a BIGINT, b BIGINT'";
            assertThat(files.rows("SELECT * FROM " + table + ") WHERE a = 2")).containsExactly("2|20");
            assertThatThrownBy(() -> files.rows("SELECT * FROM " + table + ") WHERE a = 1"))
                    .hasMessageContaining("column b")
                    .hasMessageContaining("cell B2");
            assertThat(warned(files, "SELECT * FROM " + table + ", on_error => 'null') WHERE a = 2"))
                    .isEqualTo("[2|20] null");
            assertThat(warned(files, "SELECT * FROM " + table + ", on_error => 'skip') WHERE a > 1"))
                    .startsWith("[2|20] 1 records are left out");
        }
    }

    @Test
    void whatIsLeftOutIsCountedWhateverTheConditions() throws Exception {
        try (TypedFiles files = TypedFiles.of("a,b,c\n1,x,p\n2,20,q\nz,30,r\n3\n")) {
            String table = "read_csv('854', '1', columns => 'a BIGINT, b BIGINT, c VARCHAR', on_error => 'skip')";
            for (String condition :
                    new String[] {"TRUE", "a = 2", "c = 'q'", "b > 0 AND c <> 'p'", "a = 7", "b IS NULL"}) {
                assertThat(warned(files, "SELECT a FROM " + table + " WHERE " + condition))
                        .as(condition)
                        .matches("\\[2?] 3 records are left out.*");
            }
        }
    }

    private static String warned(TypedFiles files, String sql) throws SQLException {
        try (Statement statement = files.connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = TypedFiles.rows(result);
            return rows + " "
                    + (result.getWarnings() == null
                            ? null
                            : result.getWarnings().getMessage());
        }
    }

    @Test
    void eachRunHasItsOwnParameters() throws Exception {
        try (TypedFiles files = TypedFiles.of("n,s\n1,a\n2,b\n3,c\n");
                PreparedStatement statement =
                        files.connection.prepareStatement("SELECT s FROM read_csv('854', '1') WHERE n = ? AND s < ?")) {
            for (long n = 1; n <= 3; n++) {
                statement.setLong(1, n);
                statement.setString(2, "c");
                try (ResultSet result = statement.executeQuery()) {
                    assertThat(TypedFiles.rows(result)).isEqualTo(n == 3 ? List.of() : List.of(n == 1 ? "a" : "b"));
                }
            }
            statement.setObject(1, null);
            try (ResultSet result = statement.executeQuery()) {
                assertThat(TypedFiles.rows(result)).isEmpty();
            }
        }
    }

    @Test
    void limitStopsBehindConditionsToo() throws Exception {
        String csv = "id,text\n" + "1,abcdefgh\n2,ijklmnop\n".repeat(500_000);
        try (TypedFiles files = TypedFiles.of(csv)) {
            String told = "read_csv('854', '1', columns => 'id BIGINT, text VARCHAR', delimiter => ',')";
            assertThat(files.rows("SELECT text FROM " + told + " WHERE id = 2 LIMIT 10"))
                    .hasSize(10);
            assertThat(files.bytesRead()).isLessThan(300_000);
        }
    }
}
