// SPDX-License-Identifier: Apache-2.0
package clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.VirtualCsv;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One large file and many small ones, each over several tasks, compared with a single scan. */
class SparkSplitsTest {
    private static SparkSession spark;

    private final Properties properties = new Properties();
    private DingTalkEmulator emulator;
    private String url;

    @BeforeAll
    static void start() {
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    private void serve(DingTalkEmulator.Builder builder) throws Exception {
        emulator = builder.start();
        url = "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";apiCallsPerSecond=1000;unionId=" + emulator.unionId();
        properties.setProperty("driver", "io.github.dingtalksql.jdbc.DingTalkDriver");
        properties.setProperty("user", emulator.appKey());
        properties.setProperty("password", emulator.appSecret());
    }

    @AfterEach
    void close() {
        emulator.close();
    }

    private Dataset<Row> table(String sql) {
        return spark.read().jdbc(url, "(" + sql + ") t", properties);
    }

    private String[] predicates(String arguments) {
        return table("SELECT split, predicate FROM file_splits(" + arguments + ")").orderBy("split").collectAsList().stream()
                .map(row -> row.getString(1))
                .toArray(String[]::new);
    }

    private static List<Object> sums(Dataset<Row> rows) {
        Row row = rows.agg(functions.count("*"), functions.sum("quantity")).first();
        return List.of(row.getLong(0), row.getLong(1));
    }

    @Test
    void a200MegabyteCsvInEightSplits() throws Exception {
        VirtualCsv csv = VirtualCsv.ofLength(200_000_000);
        serve(DingTalkEmulator.builder().file(EmulatedFile.of("854", "1000", "big.csv", csv.bytes())));
        String select = "SELECT space_id, dentry_id, version, charset, multiline, etag, byte_offset,"
                + " CAST(fields[6] AS INTEGER) AS quantity FROM file_content WHERE byte_offset > 0";
        List<Object> expected = List.of(csv.records(), csv.quantities());
        assertThat(sums(table(select + " AND space_id = '854' AND dentry_id = '1000'"))).isEqualTo(expected);

        String[] predicates = predicates("'854', '1000', 8");
        emulator.resetJournal();
        Dataset<Row> split = spark.read().jdbc(url, "(" + select + ") t", predicates, properties);
        assertThat(split.rdd().getNumPartitions()).isEqualTo(8);
        assertThat(sums(split)).isEqualTo(expected);
        // The tasks share this JVM, and its one download info.
        assertThat(emulator.calls(CallKind.DOWNLOAD_INFO)).isZero();

        emulator.replace("854", "1000", "other\n1\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> sums(split))
                .hasStackTraceContaining("SQLTransactionRollbackException")
                .hasStackTraceContaining("ETag");
    }

    @Test
    void partitionColumnCutsBytes() throws Exception {
        VirtualCsv csv = VirtualCsv.ofLength(20_000_000);
        serve(DingTalkEmulator.builder().file(EmulatedFile.of("854", "1000", "big.csv", csv.bytes())));
        Dataset<Row> rows = spark.read()
                .option("partitionColumn", "byte_offset")
                .option("lowerBound", 0)
                .option("upperBound", csv.length())
                .option("numPartitions", 5)
                .jdbc(
                        url,
                        "(SELECT byte_offset, fields[6] AS quantity FROM file_content WHERE space_id = '854'"
                                + " AND dentry_id = '1000' AND multiline = FALSE AND charset = 'UTF-8') t",
                        properties);
        assertThat(rows.rdd().getNumPartitions()).isEqualTo(5);
        assertThat(sums(rows.filter("byte_offset > 0").selectExpr("cast(quantity as int) as quantity")))
                .isEqualTo(List.of(csv.records(), csv.quantities()));
        emulator.awaitIdle(java.time.Duration.ofSeconds(10));
        long bytes = emulator.journal().stream()
                .filter(entry -> entry.kind() == CallKind.OBJECT)
                .mapToLong(entry -> entry.bytesWritten())
                .sum();
        assertThat(bytes).isBetween(csv.length(), csv.length() * 5 / 4);
    }

    @Test
    void fiveHundredFilesOverEightPartitions(@TempDir Path folder) throws Exception {
        for (int i = 0; i < 500; i++) {
            Files.writeString(folder.resolve("part-" + i + ".csv"), "id,quantity\n" + i + "," + i * 2 + "\n");
        }
        serve(DingTalkEmulator.builder().root("900", folder).callsPerSecond(10_000));
        List<Row> nodes = table("SELECT n.node_id FROM workspaces w JOIN nodes n ON n.workspace_id = w.workspace_id"
                        + " AND n.recursive WHERE n.extension = 'csv'")
                .collectAsList();
        assertThat(nodes).hasSize(500);
        List<String> predicates = new ArrayList<>();
        for (int part = 0; part < 8; part++) {
            List<String> ids = nodes.subList(500 * part / 8, 500 * (part + 1) / 8).stream()
                    .map(row -> row.getString(0))
                    .toList();
            predicates.add("node IN ('" + String.join("', '", ids) + "')");
        }
        Dataset<Row> rows = spark.read()
                .jdbc(
                        url,
                        "(SELECT node, byte_offset, CAST(fields[2] AS INTEGER) AS quantity FROM file_content"
                                + " WHERE byte_offset > 0) t",
                        predicates.toArray(String[]::new),
                        properties);
        assertThat(sums(rows)).isEqualTo(List.of(500L, 500L * 499));
        assertThat(emulator.calls(CallKind.DOWNLOAD_INFO)).isEqualTo(500);
    }
}
