// SPDX-License-Identifier: Apache-2.0
package clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.emulator.DingTalkEmulator;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs the Scala that docs/spark.md shows. */
class SparkDocTest {
    private static List<String> blocks(String page) throws IOException {
        String text = Files.readString(Path.of(page));
        List<String> blocks = new ArrayList<>();
        for (int at = text.indexOf("```scala\n"); at >= 0; at = text.indexOf("```scala\n", at + 1)) {
            blocks.add(text.substring(at + 9, text.indexOf("```", at + 9)));
        }
        return blocks;
    }

    @Test
    void theScalaOfThePageRuns(@TempDir Path folder) throws Exception {
        try (DingTalkEmulator emulator = DingTalkEmulator.builder().samples().start();
                SparkSession spark = SparkSession.builder()
                        .master("local[2]")
                        .config("spark.ui.enabled", "false")
                        .getOrCreate()) {
            List<String> blocks = blocks(System.getProperty("dingtalk.docs") + "/spark.md");
            assertThat(blocks).hasSize(2);
            String body = String.join("\n", blocks)
                    .replace("https://api.dingtalk.com", emulator.endpoint().toString())
                    .replace("APP_KEY", emulator.appKey())
                    .replace("APP_SECRET", emulator.appSecret())
                    .replace("UNION_ID", emulator.unionId());
            Path source = Files.writeString(folder.resolve("Page.scala"), """
                    object Page {
                      def run(spark: org.apache.spark.sql.SparkSession): Array[Long] = {
                    %s
                        Array(splits.length, sales.count(), nodes.length, lines.select("node").distinct().count(), log.count())
                      }
                    }
                    """.formatted(body));
            boolean compiled = scala.tools.nsc.Main.process(new String[] {
                "-classpath", System.getProperty("java.class.path"), "-d", folder.toString(), source.toString()
            });
            assertThat(compiled).isTrue();
            try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
                long[] counts = (long[]) loader.loadClass("Page").getMethod("run", SparkSession.class).invoke(null, spark);

                assertThat(counts[0]).as("splits").isEqualTo(8);
                assertThat(counts[1]).as("sales").isPositive();
                assertThat(counts[2]).as("files").isPositive();
                assertThat(counts[3]).as("files with lines").isBetween(1L, counts[2]);
                assertThat(counts[4]).as("lines of the log").isPositive();
            }
        }
    }
}
