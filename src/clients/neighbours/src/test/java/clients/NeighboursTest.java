// SPDX-License-Identifier: Apache-2.0
package clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Our jar beside other drivers and other versions of the libraries inside it. */
class NeighboursTest {
    private static String first(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void everyDriverAnswersItsOwnUrl() throws SQLException {
        assertThat(first("jdbc:dingtalk:demo", "select count(*) from download_info('854', '798')"))
                .isEqualTo("1");
        assertThat(first("jdbc:calcite:", "values 7")).isEqualTo("7");
        assertThat(first("jdbc:h2:mem:", "values 8")).isEqualTo("8");
        assertThat(first("jdbc:dingtalk:demo", "select max(record_number) from file_content"
                        + " where space_id = '854' and dentry_id = '798' group by dentry_id"))
                .isNotNull();
    }

    /** What a program prints that uses ours beside the SLF4J that Calcite brings, without anything that it logs to. */
    @Test
    void weSayNothing() throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                QuietProgram.class.getName());
        Path err = Files.createTempFile("neighbours", ".err");
        Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(Files.readString(err)).isZero();
        assertThat(Files.readString(err)).isEmpty();
        assertThat(out).isEqualToIgnoringNewLines("SLF4J is there, 1 row, 42000, 42704");
    }

    @Test
    void oneServiceEntryIsOurs() {
        List<String> drivers = ServiceLoader.load(Driver.class).stream()
                .map(provider -> provider.type().getName())
                .toList();

        assertThat(drivers).filteredOn(name -> name.contains("dingtalk"))
                .containsExactly("io.github.dingtalksql.jdbc.DingTalkDriver");
    }

    @Test
    void theOthersKeepTheirOwnVersions() {
        assertThat(com.fasterxml.jackson.databind.cfg.PackageVersion.VERSION.toString()).startsWith("2.15");
        assertThat(okhttp3.OkHttp.VERSION).startsWith("4.");
        assertThat(org.apache.calcite.jdbc.Driver.class.getProtectionDomain().getCodeSource().getLocation().toString())
                .contains("calcite-core-1.38");
    }
}
