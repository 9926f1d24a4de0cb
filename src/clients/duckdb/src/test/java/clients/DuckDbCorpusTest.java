// SPDX-License-Identifier: Apache-2.0
package clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.typed.corpus.Corpus;
import io.github.dingtalksql.typed.corpus.CorpusCase;
import io.github.dingtalksql.typed.corpus.CorpusTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files of the project's corpora, read by DuckDB: the same as what is stored for our functions, types mapped, or
 * what is stored as DuckDB's difference, exactly. With {@code -Dcorpus.write} the differences are written.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DuckDbCorpusTest {
    private final Map<String, List<String>> results = new LinkedHashMap<>();
    private Corpus csv;
    private Corpus json;

    @BeforeAll
    void readAll(@TempDir Path folder) throws Exception {
        Path corpora = Path.of(System.getProperty("dingtalk.project"), "src/test/resources/typed");
        csv = Corpus.read(corpora.resolve("csv-corpus.txt"));
        json = Corpus.read(corpora.resolve("json-corpus.txt"));
        for (CorpusCase one : csv.cases()) {
            String header = one.setting("duckdb").contains("header = ") ? "" : ", header = true";
            results.put(one.name(), result("read_csv", folder.resolve(one.name() + ".csv"), one, header));
        }
        for (CorpusCase one : json.cases()) {
            results.put(one.name(), result("read_json", folder.resolve(one.name() + ".json"), one, ""));
        }
    }

    /** Each in a database of its own: an internal error of DuckDB ends all work with one. */
    private static List<String> result(String function, Path unpacked, CorpusCase one, String more) throws Exception {
        boolean isPacked = one.setting("packed").equals("gzip");
        Path file = isPacked ? Path.of(unpacked + ".gz") : unpacked;
        Files.write(file, one.bytes());
        String told = one.setting("duckdb").isEmpty() ? "" : ", " + one.setting("duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM " + function + "('" + file + "'" + more + told + ")")) {
            return CorpusTable.of(result).lines();
        } catch (SQLException | DateTimeException e) {
            // The latter: a TIME of 24:00 is more than Java has.
            return List.of("error");
        }
    }

    private Stream<CorpusCase> cases() {
        return Stream.concat(csv.cases().stream(), json.cases().stream());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void duckDbDoesWhatIsStored(CorpusCase one) {
        List<String> result = results.get(one.name());
        if (one.duckdb().isEmpty()) {
            assertThat(isSame(one.expected(), result))
                    .as("DuckDB gives %s, we %s", result, one.expected())
                    .isTrue();
            return;
        }
        assertThat(result).isEqualTo(one.duckdb());
        assertThat(isSame(one.expected(), result)).as("there is no difference").isFalse();
    }

    private static boolean isSame(List<String> expected, List<String> result) {
        boolean isError = CorpusTable.isError(expected);
        if (isError || CorpusTable.isError(result)) {
            return isError && CorpusTable.isError(result);
        }
        return new CorpusTable(expected).matches(new CorpusTable(result));
    }

    @AfterAll
    void write() throws Exception {
        if (System.getProperty("corpus.write") != null) {
            for (Corpus corpus : List.of(csv, json)) {
                corpus.map(one -> one.withDuckDb(
                                isSame(one.expected(), results.get(one.name())) ? List.of() : results.get(one.name())))
                        .write();
            }
        }
    }
}
