// SPDX-License-Identifier: Apache-2.0
package clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.VirtualCsv;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** Executors that are processes of their own. */
class SparkExecutorsTest {
    @Test
    void eachExecutorAsksOnceForTheFile() throws Exception {
        // Spark looks for its jars there; ours are on the class path.
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        VirtualCsv csv = VirtualCsv.ofLength(20_000_000);
        try (DingTalkEmulator emulator = DingTalkEmulator.builder()
                        .file(EmulatedFile.of("854", "1000", "big.csv", csv.bytes()))
                        .start();
                SparkSession spark = SparkSession.builder()
                        .master("local-cluster[2,1,1024]")
                        .config("spark.ui.enabled", "false")
                        .config("spark.executor.memory", "512m")
                        .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                        .config("spark.executor.extraJavaOptions", System.getProperty("spark.openings"))
                        .getOrCreate()) {
            String url = "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";unionId=" + emulator.unionId();
            Properties properties = new Properties();
            properties.setProperty("driver", "io.github.dingtalksql.jdbc.DingTalkDriver");
            properties.setProperty("user", emulator.appKey());
            properties.setProperty("password", emulator.appSecret());
            String[] predicates = spark
                    .read()
                    .jdbc(url, "(SELECT split, predicate FROM file_splits('854', '1000', 8)) s", properties)
                    .collectAsList()
                    .stream()
                    .map(row -> row.getString(1))
                    .toArray(String[]::new);
            emulator.resetJournal();
            Row sums = spark.read()
                    .jdbc(
                            url,
                            "(SELECT space_id, dentry_id, charset, multiline, etag, byte_offset,"
                                    + " CAST(fields[6] AS INTEGER) AS quantity FROM file_content WHERE byte_offset > 0) t",
                            predicates,
                            properties)
                    .agg(functions.count("*"), functions.sum("quantity"))
                    .first();

            assertThat(sums.getLong(0)).isEqualTo(csv.records());
            assertThat(sums.getLong(1)).isEqualTo(csv.quantities());
            assertThat(predicates).hasSize(8);
            assertThat(emulator.calls(CallKind.DOWNLOAD_INFO)).isBetween(1L, 2L);
            assertThat(emulator.calls(CallKind.TOKEN)).isBetween(1L, 2L);
        }
    }
}
