// SPDX-License-Identifier: Apache-2.0
package clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.typed.corpus.CorpusTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A table that DuckDB writes is the same table when our driver reads it, from the -all jar and over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
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

    /**
     * How DuckDB writes, and how we are told to read.
     *
     * @param options of {@code COPY}
     */
    private record Form(String name, String options, String function, String arguments) {
        @Override
        public String toString() {
            return options;
        }
    }

    private static final List<Form> FORMS = List.of(
            csv("comma", "", ""),
            csv("semicolon", ", DELIMITER ';'", ""),
            csv("pipe", ", DELIMITER '|'", ""),
            csv("tab", ", DELIMITER '\t'", ""),
            csv("caret", ", DELIMITER '^'", ", delimiter => '^'"),
            csv("quoted", ", FORCE_QUOTE (text)", ""),
            csv("carets", ", QUOTE '^', ESCAPE '^'", ", quote => '^'"),
            csv("escaped", ", ESCAPE '\\'", ", \"escape\" => '\\'"),
            csv("nulls", ", NULLSTR 'NA', FORCE_QUOTE (text)", ", null_string => 'NA'"),
            csv("packed", ", COMPRESSION gzip", ""),
            new Form("lines.json", "(FORMAT json)", "read_json", ""),
            new Form("array.json", "(FORMAT json, ARRAY true)", "read_json", ""),
            new Form("packed.json", "(FORMAT json, COMPRESSION gzip)", "read_json", ""));

    private static Form csv(String name, String options, String arguments) {
        return new Form(name + ".csv", "(FORMAT csv, HEADER" + options + ")", "read_csv", arguments);
    }

    private final Map<String, String> printed = new HashMap<>();
    private final Map<String, String> idsByName = new HashMap<>();
    private List<String> original = List.of();
    private Process emulator;

    @BeforeAll
    void writeAndServe(@TempDir Path folder) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
            for (Form form : FORMS) {
                statement.execute("COPY t TO '" + folder.resolve(form.name) + "' " + form.options);
            }
            try (ResultSet result = statement.executeQuery(ORIGINAL)) {
                original = CorpusTable.of(result).lines();
            }
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        emulator = new ProcessBuilder(
                        java, "-jar", System.getProperty("dingtalk.allJar"), "emulator", "--root", folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        readLines(emulator.inputReader());
    }

    /** What the emulator says of itself, until it is ready. */
    private void readLines(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.equals("ready")) {
            String[] file = line.split("\t");
            if (file[0].equals("file")) {
                idsByName.put(file[4], "'" + file[1] + "', '" + file[2] + "'");
            } else {
                printed.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
            }
            line = lines.readLine();
        }
    }

    @AfterAll
    void stop() {
        emulator.destroy();
    }

    private static Stream<Form> forms() {
        return FORMS.stream();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void whatDuckDbWritesIsReadAsItWas(Form form) throws Exception {
        String table = form.function + "(" + idsByName.get(form.name) + form.arguments + ")";
        Properties properties = new Properties();
        properties.setProperty("user", printed.get("appKey"));
        properties.setProperty("password", printed.get("appSecret"));
        String url = "jdbc:dingtalk:endpoint=" + printed.get("url") + ";unionId=" + printed.get("unionId");
        try (Connection connection = DriverManager.getConnection(url, properties);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT id, price, big, even, sold, clock, stamp, text FROM " + table + " ORDER BY id")) {
            CorpusTable ours = CorpusTable.of(result);
            List<String> first = new ArrayList<>(original.subList(0, 11));
            assertThat(ours.matches(new CorpusTable(original)))
                    .as("DuckDB had %s, we read %s", first, ours.lines().subList(0, 11))
                    .isTrue();
        }
    }
}
