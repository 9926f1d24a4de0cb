// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.splits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.JournalEntry;
import io.github.dingtalksql.emulator.ObjectBytes;
import io.github.dingtalksql.emulator.VirtualCsv;
import io.github.dingtalksql.testing.Rows;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a distributed engine does with the driver, with threads and connections in the place of its executors. */
class SplitReadTest {
    private static final int WORKERS = 8;

    private DingTalkEmulator emulator;
    private Connection connection;

    private void start(DingTalkEmulator.Builder builder) throws Exception {
        emulator = builder.start();
        connection = connect();
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", emulator.appKey());
        properties.setProperty("password", emulator.appSecret());
        properties.setProperty("unionId", emulator.unionId());
        properties.setProperty("apiCallsPerSecond", "1000");
        return DriverManager.getConnection("jdbc:dingtalk:endpoint=" + emulator.endpoint(), properties);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        emulator.close();
    }

    private List<String> rows(String sql) throws SQLException {
        return Rows.of(connection, sql);
    }

    private List<String> predicates(String arguments) throws SQLException {
        return rows("SELECT predicate FROM file_splits(" + arguments + ")");
    }

    /** Each predicate's rows, read at once on connections of their own. */
    private List<List<String>> readAll(List<String> predicates, String select) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Future<List<String>>> parts = new ArrayList<>();
            for (String predicate : predicates) {
                parts.add(workers.submit(() -> {
                    try (Connection own = connect()) {
                        return Rows.of(own, select + " FROM file_content WHERE " + predicate);
                    }
                }));
            }
            List<List<String>> rows = new ArrayList<>();
            for (Future<List<String>> part : parts) {
                rows.add(part.get());
            }
            return rows;
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void eightSplitsOf200MegabytesSumToWhatTheSingleScanDoes() throws Exception {
        VirtualCsv csv = VirtualCsv.ofLength(200_000_000);
        start(DingTalkEmulator.builder().file(EmulatedFile.of("854", "1000", "big.csv", csv.bytes())));
        String select = "SELECT COUNT(*), SUM(CASE WHEN byte_offset > 0 THEN CAST(fields[6] AS INTEGER) END)";
        String whole = rows(select + " FROM file_content WHERE space_id = 854 AND dentry_id = '1000'")
                .get(0);
        assertThat(whole).isEqualTo((csv.records() + 1) + "|" + csv.quantities());

        List<String> predicates = predicates("'854', '1000', 8");
        assertThat(predicates)
                .hasSize(8)
                .allMatch(predicate -> predicate.contains("AND multiline = FALSE AND etag = "));
        long records = 0;
        long quantities = 0;
        for (List<String> part : readAll(predicates, select)) {
            String[] sums = part.get(0).split("\\|");
            records += Long.parseLong(sums[0]);
            quantities += Long.parseLong(sums[1]);
        }
        assertThat(records + "|" + quantities).isEqualTo(whole);
        assertThat(emulator.calls(CallKind.DOWNLOAD_INFO)).isEqualTo(1);
        assertThat(emulator.calls(CallKind.TOKEN)).isEqualTo(1);
    }

    @Test
    void splitsKeepQuotedLineEndsTogether() throws Exception {
        String record = "1,\"first line\nsecond, \"\"line\"\"\nthird\",end\n";
        byte[] content = ("id,note,tail\n" + record.repeat(20_000)).getBytes(StandardCharsets.UTF_8);
        start(DingTalkEmulator.builder().file(EmulatedFile.of("854", "1", "notes.csv", ObjectBytes.of(content))));

        List<String> predicates = predicates("'854', '1', splits => 5, version => 1");
        assertThat(predicates)
                .hasSize(5)
                .noneMatch(predicate -> predicate.contains("multiline"))
                .allMatch(predicate -> predicate.startsWith(
                        "space_id = '854' AND dentry_id = '1' AND version = 1 AND charset = 'UTF-8' AND etag = '\""));
        List<String> offsets = readAll(predicates, "SELECT byte_offset, fields[3]").stream()
                .flatMap(List::stream)
                .toList();
        assertThat(offsets).hasSize(20_001).startsWith("0|tail", "13|end").doesNotHaveDuplicates();
        assertThat(rows("SELECT MIN(record_number) FROM file_content WHERE " + predicates.get(3)))
                .containsExactly("1");
    }

    @ParameterizedTest
    @CsvSource({"text, UTF-8", "text, UTF-16LE", "csv, UTF-8", "csv, UTF-16BE", "tsv, GB18030"})
    void anyByteCutsLinesOnce(String format, String charset) throws Exception {
        byte[] content = "a,b\r\n\"中\"\r文,😀\n\r\n".getBytes(Charset.forName(charset));
        start(DingTalkEmulator.builder().file(EmulatedFile.of("854", "1", "any.csv", ObjectBytes.of(content))));
        String select = "SELECT byte_offset, content FROM file_content WHERE space_id = '854' AND dentry_id = '1'"
                + " AND format = '" + format + "' AND charset = '" + charset + "'"
                + (format.equals("text") ? "" : " AND NOT multiline");
        List<String> whole = rows(select);
        assertThat(whole).hasSize(4);
        for (int cut = 0; cut <= content.length; cut++) {
            List<String> parts = new ArrayList<>(rows(select + " AND byte_offset < " + cut));
            parts.addAll(rows(select + " AND byte_offset >= " + cut));
            assertThat(parts).as("cut at " + cut).isEqualTo(whole);
        }
    }

    @Test
    void boundsAroundASubqueryNarrowWhatIsRead() throws Exception {
        VirtualCsv csv = VirtualCsv.ofLength(20_000_000);
        start(DingTalkEmulator.builder().file(EmulatedFile.of("854", "1000", "big.csv", csv.bytes())));
        String file = "(SELECT byte_offset, fields[6] AS quantity FROM file_content WHERE space_id = '854'"
                + " AND dentry_id = '1000' AND multiline = FALSE AND charset = 'UTF-8') f";
        assertThat(rows("SELECT MIN(byte_offset), MAX(quantity) FROM " + file
                        + " WHERE byte_offset IS NOT NULL AND byte_offset > 0"
                        + " AND byte_offset >= 4000000 AND byte_offset < 4100000"))
                .hasSize(1);
        assertThat(rows("SELECT quantity FROM " + file + " WHERE \"byte_offset\" < 100000 OR \"byte_offset\" IS NULL"))
                .hasSize(886);
        emulator.awaitIdle(Duration.ofSeconds(10));
        assertThat(emulator.journal().stream()
                        .filter(entry -> entry.kind() == CallKind.OBJECT)
                        .mapToLong(JournalEntry::bytesWritten)
                        .sum())
                .isLessThan(400_000);
    }

    @Test
    void theHeaderIsLeftOutByItsOffset() throws Exception {
        start(DingTalkEmulator.builder().samples());
        assertThat(rows("SELECT byte_offset, content FROM file_content"
                        + " WHERE space_id = '854' AND dentry_id = '798' AND byte_offset > 0"))
                .isEqualTo(rows("SELECT byte_offset, content FROM file_content"
                        + " WHERE space_id = '854' AND dentry_id = '798' AND record_number > 1"));
    }

    @Test
    void aFileThatChangesBetweenSplitAndReadFailsTheReaders() throws Exception {
        start(DingTalkEmulator.builder()
                .file(EmulatedFile.of(
                        "854", "1", "a.csv", ObjectBytes.of("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)))));
        List<String> predicates = predicates("'854', '1', 2");
        String etag =
                rows("SELECT etag FROM file_content WHERE " + predicates.get(0)).get(0);
        assertThat(rows("SELECT DISTINCT etag, multiline FROM file_content WHERE space_id = '854' AND dentry_id = '1'"))
                .containsExactly(etag + "|true");
        assertThat(rows("SELECT COUNT(*) FROM file_content WHERE space_id = '854' AND dentry_id = '1' AND etag = '"
                        + etag.replace("\"", "") + "'"))
                .containsExactly("2");

        for (String other : List.of("a,b\n3,4\n", "")) {
            emulator.replace("854", "1", other.getBytes(StandardCharsets.UTF_8));
            for (String predicate : predicates) {
                assertThatThrownBy(() -> rows("SELECT COUNT(*) FROM file_content WHERE " + predicate))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("40001"))
                        .hasMessageContaining("ETag");
            }
        }
    }

    @Test
    void fiveHundredFilesFanOutByTheIdsOfNodes(@TempDir Path folder) throws Exception {
        for (int i = 0; i < 500; i++) {
            Files.writeString(folder.resolve("part-%03d.csv".formatted(i)), "id,amount\n" + i + "," + i * 2 + "\n");
        }
        start(DingTalkEmulator.builder().root("900", folder).callsPerSecond(10_000));
        List<String> nodes = rows("SELECT n.node_id FROM workspaces w JOIN nodes n ON n.workspace_id = w.workspace_id"
                + " AND n.recursive WHERE n.extension = 'csv'");
        assertThat(nodes).hasSize(500).doesNotHaveDuplicates();
        List<String> predicates = new ArrayList<>();
        for (int part = 0; part < WORKERS; part++) {
            List<String> own = nodes.subList(500 * part / WORKERS, 500 * (part + 1) / WORKERS);
            predicates.add("byte_offset > 0 AND node IN ('" + String.join("', '", own) + "')");
        }
        long files = 0;
        long amounts = 0;
        for (List<String> part : readAll(predicates, "SELECT COUNT(*), SUM(CAST(fields[2] AS INTEGER))")) {
            String[] sums = part.get(0).split("\\|");
            files += Long.parseLong(sums[0]);
            amounts += Long.parseLong(sums[1]);
        }
        assertThat(files).isEqualTo(500);
        assertThat(amounts).isEqualTo(500 * 499);
        assertThat(emulator.calls(CallKind.DOWNLOAD_INFO)).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SELECT * FROM file_splits('854', '798', 0); 22023; splits must be from 1",
                "SELECT * FROM file_splits('854', '798', 2, format => 'xlsx'); 22023; 'csv', 'tsv' or 'text'",
                "SELECT * FROM file_content WHERE space_id = 854 AND dentry_id = 799 AND format = 'text' AND multiline; 22023; csv and tsv",
            })
    void whatCannotBeIsRefused(String sql, String state, String message) throws Exception {
        start(DingTalkEmulator.builder().samples());
        assertThatThrownBy(() -> rows(sql))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state))
                .hasMessageContaining(message);
    }
}
