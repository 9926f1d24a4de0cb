// SPDX-License-Identifier: Apache-2.0
package clients;

import static org.assertj.core.api.Assertions.assertThat;

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
