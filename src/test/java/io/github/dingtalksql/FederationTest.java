// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.testing.Rows;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Engines that federate JDBC sources, with nothing of ours but the driver. */
class FederationTest {
    private static final String DRIVER = "io.github.dingtalksql.jdbc.DingTalkDriver";

    private DingTalkEmulator emulator;

    @BeforeEach
    void start() throws Exception {
        emulator = DingTalkEmulator.builder().samples().start();
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private String url() {
        return "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";unionId=" + emulator.unionId();
    }

    @Test
    void aLinkedTableOfH2ReadsAFile() throws Exception {
        try (Connection h2 = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = h2.createStatement()) {
            statement.execute("CREATE TABLE REGIONS(NAME VARCHAR(20), MANAGER VARCHAR(20))");
            statement.execute("INSERT INTO REGIONS VALUES ('华东', 'Chen'), ('华北', 'Wang')");
            statement.execute(
                    "CREATE LINKED TABLE SALES('" + DRIVER + "', '" + url() + "', '" + emulator.appKey() + "', '"
                            + emulator.appSecret()
                            + "', '(SELECT fields[3] AS region, CAST(fields[7] AS DECIMAL(18, 2)) AS amount"
                            + " FROM file_content WHERE space_id = ''854'' AND dentry_id = ''798'' AND byte_offset > 0)') READONLY");
            assertThat(emulator.calls(CallKind.DOWNLOAD_INFO)).isZero();

            List<String> sums = Rows.of(
                    h2,
                    "SELECT R.MANAGER, SUM(S.\"amount\") > 0 FROM SALES S JOIN REGIONS R ON R.NAME = S.\"region\""
                            + " GROUP BY R.MANAGER ORDER BY 1");

            assertThat(sums).containsExactly("Chen|TRUE", "Wang|TRUE");
        }
    }

    @Test
    void theJdbcAdapterOfCalcitePushesKeysDown() throws Exception {
        Properties properties = new Properties();
        properties.put("caseSensitive", "false");
        properties.put("unquotedCasing", "UNCHANGED");
        properties.put("model", """
                inline:{"version": "1.0", "defaultSchema": "dt", "schemas": [{"name": "dt", "type": "jdbc",
                  "jdbcDriver": "%s", "jdbcUrl": "%s", "jdbcUser": "%s", "jdbcPassword": "%s", "jdbcSchema": "dingtalk"}]}
                """.formatted(DRIVER, url(), emulator.appKey(), emulator.appSecret()));
        try (Connection calcite = DriverManager.getConnection("jdbc:calcite:", properties)) {
            assertThat(Rows.of(
                            calcite,
                            "SELECT content FROM dt.file_content WHERE space_id = '854' AND dentry_id = '799'"
                                    + " AND format = 'text' AND byte_offset < 100"))
                    .isNotEmpty();
        }
    }
}
