// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.typed.corpus.Corpus;
import io.github.dingtalksql.typed.corpus.CorpusCase;
import io.github.dingtalksql.typed.corpus.CorpusTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case of {@code csv-corpus.txt} and {@code json-corpus.txt}: names, types and values. The profile {@code clients}
 * holds the same files against DuckDB ({@code src/clients/duckdb}).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusTest {
    private static final Path FOLDER = Path.of("src/test/resources/typed");

    private final Map<String, List<String>> results = new LinkedHashMap<>();
    private Corpus csv;
    private Corpus json;

    @BeforeAll
    void readAll() throws Exception {
        csv = Corpus.read(FOLDER.resolve("csv-corpus.txt"));
        json = Corpus.read(FOLDER.resolve("json-corpus.txt"));
        run("read_csv", csv);
        run("read_json", json);
    }

    private void run(String function, Corpus corpus) throws Exception {
        byte[][] files = new byte[corpus.cases().size()][];
        for (int i = 0; i < files.length; i++) {
            files[i] = corpus.cases().get(i).bytes();
        }
        try (TypedFiles served = TypedFiles.ofBytes("", files);
                Statement statement = served.connection.createStatement()) {
            for (int i = 0; i < files.length; i++) {
                CorpusCase one = corpus.cases().get(i);
                String sql = "SELECT * FROM " + function + "('854', '" + (i + 1) + "'" + one.ourArguments() + ")";
                results.put(one.name(), result(statement, sql));
            }
        }
    }

    private static List<String> result(Statement statement, String sql) {
        try (ResultSet result = statement.executeQuery(sql)) {
            return CorpusTable.of(result).lines();
        } catch (SQLException e) {
            return List.of("error " + e.getSQLState() + " " + place(e.getMessage()));
        }
    }

    /** The first sentence without the file's number. */
    private static String place(String message) {
        return message.replaceFirst("^File 854/\\d+,? ?", "").split("[.;] ")[0];
    }

    private Stream<CorpusCase> cases() {
        return Stream.concat(csv.cases().stream(), json.cases().stream());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isReadAsExpected(CorpusCase one) {
        assertThat(results.get(one.name())).isEqualTo(one.expected());
    }

    /** Every difference has its reason in the docs, and the docs have no difference that is none. */
    @Test
    void differencesFromDuckDbAreListed() throws Exception {
        List<String> differing = cases().filter(one -> !one.duckdb().isEmpty())
                .map(CorpusCase::name)
                .sorted()
                .toList();
        assertThat(new ArrayList<>(listed())).isEqualTo(differing);
    }

    private static TreeSet<String> listed() throws Exception {
        TreeSet<String> names = new TreeSet<>();
        boolean inTable = false;
        for (String line : Files.readAllLines(Path.of("docs/tables.md"))) {
            inTable = line.startsWith("<!-- duckdb:") || inTable && !line.startsWith("<!-- end of duckdb");
            if (inTable && line.startsWith("| ") && !line.startsWith("| what")) {
                String[] cells = line.split("(?<!\\\\)\\|");
                for (String name : cells[cells.length - 1].strip().split(", ")) {
                    assertThat(names.add(name)).as("%s is listed once", name).isTrue();
                }
            }
        }
        return names;
    }

    @AfterAll
    void write() throws Exception {
        if (System.getProperty("corpus.write") != null) {
            for (Corpus corpus : List.of(csv, json)) {
                corpus.map(one -> one.expecting(results.get(one.name()))).write();
            }
        }
    }
}
