// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.ObjectBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A scan of {@code file_content} that leaves rows out by itself gives what a scan gives that knows nothing of the
 * condition: rows, warnings and failures with their places. Before the condition something that may fail keeps it from
 * the scan.
 */
class PushedRecordConditionsTest {
    private static final int FILES = 25;
    private static final int QUERIES = Integer.getInteger("dingtalk.queries", 50);
    private static final String EXPLAIN = "EXPLAIN PLAN FOR ";
    private static final Pattern TESTS = Pattern.compile("tests=\\[(.*?)\\](, columns|\\)\\|?$)", Pattern.MULTILINE);
    private static final Charset GB18030 = Charset.forName("GB18030");

    private static final List<String> FIELDS = List.of(
            "PAID",
            "PAID ",
            "\"PAID\"",
            "paid",
            "",
            "\"\"",
            "1.5",
            "-2",
            "007",
            "\"12\"",
            " 3.25 ",
            "1e2",
            "1234.56",
            "x1",
            "\"a\"\"b\"",
            "\"a\nb\"",
            "已付",
            "\"已付\"",
            "\"说: \"\"好\"\"\"",
            "é",
            " PAID");

    private static final List<String> CONDITIONS = List.of(
            "fields[2] = 'PAID'",
            "'PAID' = fields[2]",
            "fields[2] IN ('PAID', 'paid', '已付')",
            "fields[2] IN ('a\"b', 'PAID ', 'nothing')",
            "fields[2] = 'PAID ' AND fields[1] <> 'x1'",
            "(fields[2] = '' OR fields[2] = '已付') AND fields[3] IS NOT NULL",
            "fields[1] = '1.5' AND fields[2] = 'PAID'",
            "fields[2] = 'a' || '\nb' AND record_number > 3",
            "fields[1] = fields[2] AND fields[2] = 'PAID'",
            "fields[40] = 'PAID'",
            "fields[2] <> 'PAID'",
            "fields[2] NOT IN ('PAID', 'paid', 'é')",
            "fields[2] > 'P' AND fields[2] <= 'paid'",
            "fields[2] IS NULL",
            "fields[3] IS NOT NULL AND fields[1] = 'PAID'",
            "fields[2] = CAST('PAID' AS CHAR(8))",
            "fields[2] = U&'\\5df2\\4ed8'",
            "fields[2] IN ('PAID', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', 'paid', 'a\"b', '-2')",
            "content = 'PAID'",
            "content <> 'PAID' AND byte_length > 8",
            "record_number > 3 AND fields[1] LIKE 'P%'",
            "record_number BETWEEN 2 AND 9 AND fields[2] = 'PAID'",
            "record_number = 3 AND format = 'csv'",
            "fields[2] = 'PAID' AND fields[0] IS NULL",
            "NOT (fields[2] = 'PAID')",
            "fields[2] = '说: \"好\"' AND byte_offset > 60");

    private static final List<String> SELECTS = List.of(
            "COUNT(*)",
            "SUM(CAST(fields[1] AS DECIMAL(18, 2)))",
            "COUNT(*), COUNT(fields[3]), MIN(fields[1]), MAX(content), MIN(byte_offset), COUNT(fields)",
            "MIN(CAST(fields[1] AS DECIMAL(3, 1))), MAX(CAST(fields[2] AS DECIMAL(3, 1)))",
            "AVG(CAST(fields[2] AS DECIMAL(5, 0))), SUM(CAST(fields[2] AS DECIMAL(5, 0))), COUNT(*)",
            "SUM(byte_length), MAX(record_number), COUNT(DISTINCT fields[1])",
            "CAST(fields[1] AS DECIMAL(4, 1)), record_number",
            "CAST(fields[1] AS DECIMAL(4, 1)), CAST(fields[1] AS DECIMAL(9, 3))",
            "CASE WHEN fields[2] = '1.5' THEN CAST(fields[1] AS DECIMAL(9, 2)) END",
            "COUNT(fields[3]), MIN(fields[1])",
            "record_number, byte_offset, fields[1], fields[2]",
            "content, charset",
            "fields",
            "*",
            "CAST(fields[3] AS INTEGER)");

    private DingTalkEmulator emulator;

    @BeforeEach
    void serveRandomFiles() throws Exception {
        Random random = new Random(20261126);
        DingTalkEmulator.Builder builder = DingTalkEmulator.builder();
        for (int file = 0; file < FILES; file++) {
            builder.file(
                    EmulatedFile.of("1", String.valueOf(file + 1), file + ".csv", ObjectBytes.of(content(random))));
        }
        emulator = builder.start();
    }

    @AfterEach
    void close() {
        emulator.close();
    }

    private static byte[] content(Random random) throws Exception {
        Charset charset = random.nextInt(4) == 0 ? GB18030 : StandardCharsets.UTF_8;
        boolean damaged = random.nextInt(3) == 0;
        List<String> known = FIELDS.subList(0, 1 + random.nextInt(FIELDS.size()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int records = random.nextInt(60);
        for (int record = 0; record < records; record++) {
            int fields = 1 + random.nextInt(4);
            for (int field = 0; field < fields; field++) {
                bytes.write(((field == 0 ? "" : ",") + known.get(random.nextInt(known.size()))).getBytes(charset));
                if (damaged && random.nextInt(100) == 0) {
                    bytes.write(0xff);
                }
            }
            bytes.write((damaged && random.nextInt(100) == 0 ? ",\"x\"y\n" : "\r\n").getBytes(charset));
        }
        return bytes.toByteArray();
    }

    private Connection connect(String more) throws SQLException {
        return connect(emulator, more);
    }

    private static Connection connect(DingTalkEmulator emulator, String more) throws SQLException {
        return DriverManager.getConnection("jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";accessToken="
                + emulator.accessToken() + ";unionId=" + emulator.unionId() + more);
    }

    /** A query, and the same with a condition before the others that keeps them from the scan. */
    private record Asked(String query, String untested) {
        static Asked of(String select, String where) {
            String from = "SELECT " + select + " FROM file_content WHERE ";
            return new Asked(from + where, from + "CAST(? AS INTEGER) = 1 AND " + where);
        }
    }

    @Test
    void givesTheSameAsTheConditionAlone() throws SQLException {
        long seed = Long.getLong("dingtalk.seed", new Random().nextLong());
        Random random = new Random(seed);
        int failed = 0;
        int found = 0;
        try (Connection connection = connect("")) {
            for (int i = 0; i < QUERIES; i++) {
                Asked asked = Asked.of(
                        pick(random, SELECTS),
                        "space_id = '1' AND dentry_id = '" + (1 + random.nextInt(FILES)) + "' AND "
                                + (random.nextInt(3) == 0 ? "charset = 'GB18030' AND " : "")
                                + pick(random, CONDITIONS));
                String what = "seed " + seed + ": " + asked.query;
                String outcome = outcome(connection, asked.query, false);
                assertThat(outcome).as(what).isEqualTo(outcome(connection, asked.untested, true));
                if (i % 4 == 0) {
                    assertThat(outcome(connection, EXPLAIN + asked.query, false))
                            .as(what)
                            .contains("tests=[");
                    assertThat(outcome(connection, EXPLAIN + asked.untested, true))
                            .as(what)
                            .doesNotContainPattern("tests=\\[[^]]*(content|fields)");
                }
                failed += outcome.startsWith("failed") ? 1 : 0;
                found += outcome.isEmpty() ? 0 : 1;
            }
        }
        assertThat(failed).as("failed, seed " + seed).isGreaterThan(QUERIES / 20);
        assertThat(found - failed).as("found, seed " + seed).isGreaterThan(QUERIES / 10);
    }

    @Test
    void givesTheSameForSeveralFilesAndWhereFilesAreSkipped() throws SQLException {
        Random random = new Random(20261128);
        int warned = 0;
        try (Connection failing = connect("");
                Connection skipping = connect(";onFileError=skip")) {
            for (int i = 0; i < QUERIES / 2; i++) {
                Asked asked = Asked.of(
                        "dentry_id, " + pick(random, List.of("fields[1]", "content")),
                        "space_id = '1' AND dentry_id IN ('" + (1 + random.nextInt(FILES)) + "', '"
                                + (1 + random.nextInt(FILES)) + "', '" + (1 + random.nextInt(FILES)) + "') AND "
                                + pick(random, CONDITIONS));
                assertThat(outcome(failing, asked.query, false))
                        .as(asked.query)
                        .isEqualTo(outcome(failing, asked.untested, true));
                // The warning counts the rows that the scan gave, which is another number.
                String skipped = outcome(skipping, asked.query, false).replaceAll("after \\d+ rows", "");
                assertThat(skipped)
                        .as(asked.query)
                        .isEqualTo(outcome(skipping, asked.untested, true).replaceAll("after \\d+ rows", ""));
                warned += skipped.contains("Skipped") ? 1 : 0;
            }
        }
        assertThat(warned).isGreaterThan(QUERIES / 50);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "fields[2] = 'PAID'!fields[2] = 'PAID'",
                "'PAID' = fields[2] AND record_number > 1!record_number > 1, fields[2] = 'PAID'",
                "fields[2] = 'PAID' AND CAST(fields[1] AS INTEGER) > 0!fields[2] = 'PAID'",
                "CAST(fields[1] AS INTEGER) > 0 AND fields[2] = 'PAID'!",
                "CAST(fields[1] AS INTEGER) > 0 AND record_number > 1!record_number > 1",
                "fields[2] IN ('a', 'b')!fields[2] IN ('a', 'b')",
                "fields[2] = CAST('a' AS CHAR(3))!fields[2] = 'a  '",
                "fields[?] = 'a'!",
                "fields[0] = 'a'!",
                "fields[1] = fields[2]!",
                "UPPER(fields[1]) = 'A'!",
            })
    void explainShowsWhatTheScanTests(String condition, String tests) throws SQLException {
        try (Connection connection = connect("")) {
            for (String select : List.of("*", "content", "fields[2]", "fields", "count(*)", "max(fields[1])")) {
                String plan = outcome(
                        connection,
                        EXPLAIN + "SELECT " + select
                                + " FROM file_content WHERE space_id = '1' AND dentry_id = '1' AND " + condition,
                        condition.contains("?"));
                Matcher shown = TESTS.matcher(plan);
                List<String> found = shown.find() ? List.of(shown.group(1).split(" AND ")) : List.of();
                assertThat(found)
                        .as(plan)
                        .containsExactlyInAnyOrderElementsOf(
                                tests == null ? List.of() : List.of(tests.split(", (?=f)")));
            }
        }
    }

    @Test
    void aHeaderLineThatRecordNumberLeavesOutIsNotCast() throws Exception {
        byte[] csv = "id,amount\n1,10\n2,3\n".getBytes(StandardCharsets.UTF_8);
        try (DingTalkEmulator own = DingTalkEmulator.builder()
                        .file(EmulatedFile.of("1", "1", "1.csv", ObjectBytes.of(csv)))
                        .start();
                Connection connection = connect(own, "")) {
            String query = "SELECT fields[1] FROM file_content WHERE space_id = '1' AND dentry_id = '1'";
            String cast = " AND CAST(fields[2] AS INTEGER) > 5";
            assertThat(outcome(connection, query + " AND record_number > 1" + cast, false))
                    .isEqualTo("1|\n");
            assertThat(outcome(connection, query + cast + " AND record_number > 1", false))
                    .isEqualTo("1|\n");
        }
    }

    private static String outcome(Connection connection, String sql, boolean hasParameter) {
        StringBuilder outcome = new StringBuilder();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (hasParameter) {
                statement.setInt(1, 1);
            }
            try (ResultSet rows = statement.executeQuery()) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    for (int column = 1; column <= columns; column++) {
                        outcome.append(rows.getString(column)).append('|');
                    }
                    outcome.append('\n');
                }
            }
            for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                outcome.append("warned: ").append(warning.getMessage()).append('\n');
            }
        } catch (SQLException e) {
            return "failed: " + e.getSQLState() + " " + e.getMessage() + " after " + outcome;
        }
        return outcome.toString();
    }

    private static String pick(Random random, List<String> options) {
        return options.get(random.nextInt(options.size()));
    }
}
