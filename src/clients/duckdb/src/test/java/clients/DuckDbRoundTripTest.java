// SPDX-License-Identifier: Apache-2.0
package clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.ObjectBytes;
import io.github.dingtalksql.typed.corpus.CorpusTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table that DuckDB writes is the same table when our driver reads it, from the -all jar and over HTTP. */
class DuckDbRoundTripTest {
    private static final String TABLE = "CREATE TABLE t AS SELECT i AS id,"
            + " CASE WHEN i % 7 = 0 THEN NULL ELSE (i * 7919 % 100000) / 100 END::DECIMAL(18, 2) AS price,"
            + " CASE WHEN i % 5 = 0 THEN NULL ELSE i * 1.5e300 END AS big,"
            + " i % 2 = 0 AS even,"
            + " DATE '2024-01-31' + i::INTEGER AS sold,"
            + " TIME '09:30:00' + INTERVAL 1 SECOND * i AS clock,"
            + " TIMESTAMP '2024-02-28 23:59:58.5' + INTERVAL 1 SECOND * i AS stamp,"
            + " CASE i % 9 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN 'a,b;c|d' || chr(9) || 'e'"
            + " WHEN 3 THEN 'say \"hi\"' WHEN 4 THEN 'two' || chr(10) || 'lines' WHEN 5 THEN '广州、上海，𠀀😀'"
            + " WHEN 6 THEN '007' WHEN 7 THEN ' blank ' ELSE 'it''s \\ ^' END AS text"
            + " FROM range(1, 501) r(i)";
    private static final String ORIGINAL =
            "SELECT id, price::DOUBLE AS price, big, even, sold, clock, stamp, text FROM t ORDER BY id";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "HEADER!",
                "HEADER, DELIMITER ';'!",
                "HEADER, DELIMITER '|'!",
                "HEADER, DELIMITER '\t'!",
                "HEADER, DELIMITER '^'!, delimiter => '^'",
                "HEADER, FORCE_QUOTE (text)!",
                "HEADER, QUOTE '^', ESCAPE '^'!, quote => '^'",
                "HEADER, ESCAPE '\\'!, \"escape\" => '\\'",
                "HEADER, NULLSTR 'NA', FORCE_QUOTE (text)!, null_string => 'NA'",
                "HEADER, COMPRESSION gzip!",
            })
    void whatDuckDbWritesAsCsvIsReadAsItWas(String options, String arguments) throws Exception {
        String more = arguments == null ? "" : arguments;
        assertSame("(FORMAT csv, " + options + ")", "read_csv('854', '1'" + more + ")");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {"ARRAY false", "ARRAY true", "ARRAY false, COMPRESSION gzip"})
    void whatDuckDbWritesAsJsonIsReadAsItWas(String options) throws Exception {
        assertSame("(FORMAT json, " + options + ")", "read_json('854', '1')");
    }

    private void assertSame(String options, String table) throws Exception {
        Path file = folder.resolve("t");
        List<String> original = written(options, file);
        DingTalkEmulator.Builder builder = DingTalkEmulator.builder().samples();
        builder.file(EmulatedFile.of("854", "1", "t", ObjectBytes.of(Files.readAllBytes(file))));
        try (DingTalkEmulator emulator = builder.start();
                Connection connection = connect(emulator);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT id, price, big, even, sold, clock, stamp, text FROM " + table + " ORDER BY id")) {
            CorpusTable ours = CorpusTable.of(result);
            assertThat(ours.matches(new CorpusTable(original)))
                    .as(
                            "DuckDB had %s, we read %s",
                            original.subList(0, 11), ours.lines().subList(0, 11))
                    .isTrue();
        }
    }

    private static List<String> written(String options, Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
            statement.execute("COPY t TO '" + file + "' " + options);
            try (ResultSet result = statement.executeQuery(ORIGINAL)) {
                return CorpusTable.of(result).lines();
            }
        }
    }

    private static Connection connect(DingTalkEmulator emulator) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", emulator.appKey());
        properties.setProperty("password", emulator.appSecret());
        return DriverManager.getConnection(
                "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";unionId=" + emulator.unionId(), properties);
    }
}
