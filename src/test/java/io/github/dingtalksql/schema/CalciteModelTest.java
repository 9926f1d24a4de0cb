// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files beside a database in one Calcite model, through Calcite's own driver. */
class CalciteModelTest {
    private static final String H2 = "jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1";

    private DingTalkEmulator emulator;
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        emulator = DingTalkEmulator.builder().samples().start();
        try (Connection h2 = DriverManager.getConnection(H2);
                Statement statement = h2.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS FILES");
            statement.execute("CREATE TABLE FILES(SPACE INT, DENTRY VARCHAR(20), TITLE VARCHAR(20))");
            statement.execute(
                    "INSERT INTO FILES VALUES (854, '798', 'sales'), (854, '799', 'log'), (854, '800', 'empty')");
        }
        Properties properties = new Properties();
        properties.put("caseSensitive", "false");
        properties.put("unquotedCasing", "UNCHANGED");
        properties.put("model", "inline:" + model());
        connection = DriverManager.getConnection("jdbc:calcite:", properties);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        emulator.close();
    }

    private String model() {
        return """
                {
                  "version": "1.0",
                  "defaultSchema": "dingtalk",
                  "schemas": [
                    {
                      "name": "dingtalk",
                      "type": "custom",
                      "factory": "io.github.dingtalksql.schema.DingTalkSchemaFactory",
                      "operand": {"endpoint": "%s", "appKey": "%s", "appSecret": "%s", "unionId": "%s",
                        "workspaces": "Sales", "listingCacheSeconds": 0,
                        "files": {"SALES": "854/798@2",
                                  "STORES": {"file": "854/801", "all_varchar": true, "on_error": "skip"},
                                  "LATEST": "854/798",
                                  "PLAN": {"file": "854/803", "format": "xlsx"},
                                  "HOURS": {"file": "854/803", "format": "xlsx", "sheet": "营业时间",
                                            "range": "B3:D6", "sample_bytes": 8192}}}
                    },
                    {
                      "name": "db",
                      "type": "jdbc",
                      "jdbcDriver": "org.h2.Driver",
                      "jdbcUrl": "%s",
                      "jdbcUser": "",
                      "jdbcPassword": "",
                      "jdbcSchema": "PUBLIC"
                    },
                    {
                      "name": "csv",
                      "type": "custom",
                      "factory": "io.github.dingtalksql.schema.CsvFolderSchemaFactory",
                      "operand": {"IDS": "space,id,title;854,798,sales;854,799,log;854,800,empty;854,799,log again"}
                    },
                    {
                      "name": "views",
                      "tables": [
                        {
                          "name": "log",
                          "type": "view",
                          "sql": "SELECT \\"dentry_id\\", \\"content\\" FROM \\"dingtalk\\".\\"file_content\\" WHERE \\"space_id\\" = 854 AND \\"format\\" = 'text'"
                        }
                      ]
                    }
                  ]
                }
                """.formatted(emulator.endpoint(), emulator.appKey(), emulator.appSecret(), emulator.unionId(), H2);
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1) + "|" + result.getString(2));
            }
        }
        return rows;
    }

    @Test
    void readsTheFunctionAndTheTable() throws SQLException {
        assertThat(rows("SELECT protocol, dentry_id FROM TABLE(download_info('854', '798'))"))
                .containsExactly("HEADER_SIGNATURE|798");
        assertThat(rows("SELECT record_number, fields[1] FROM file_content"
                        + " WHERE space_id = 854 AND dentry_id = '798' AND record_number = 1"))
                .containsExactly("1|order_id");
    }

    @Test
    void keysComeFromATableOfADatabase() throws SQLException {
        assertThat(rows("SELECT f.title, COUNT(c.content) FROM db.FILES f LEFT JOIN file_content c"
                        + " ON c.space_id = f.space AND c.dentry_id = f.dentry AND c.format = 'text' AND c.record_number <= 2"
                        + " GROUP BY f.title ORDER BY f.title"))
                .containsExactly("empty|0", "log|2", "sales|2");
        assertThat(rows(
                        "SELECT dentry_id, MAX(record_number) FROM file_content WHERE space_id = '854' AND record_number < 3"
                                + " AND dentry_id IN (SELECT dentry FROM db.FILES WHERE title <> 'empty')"
                                + " GROUP BY dentry_id ORDER BY dentry_id"))
                .containsExactly("798|2", "799|2");
    }

    /** Tables of a database, and of another schema: both as (space, id, title), with an empty file among them. */
    @ParameterizedTest
    @ValueSource(strings = {"(SELECT space, dentry AS id, title FROM db.FILES)", "csv.ids"})
    void keysComeFromTablesOfOtherSchemas(String ids) throws SQLException {
        String keys = "c.space_id = i.space AND c.dentry_id = i.id";
        String few = "c.format = 'text' AND c.record_number <= 2 AND i.title IN ('sales', 'log')";
        for (String from : List.of(
                ids + " i JOIN file_content c ON " + keys + " WHERE " + few,
                ids + " i, file_content c WHERE " + keys + " AND " + few,
                "file_content c, " + ids + " i WHERE " + keys + " AND " + few,
                "file_content c JOIN " + ids + " i ON " + keys + " AND " + few,
                ids + " i LEFT JOIN file_content c ON " + keys + " AND c.format = 'text' AND c.record_number <= 2"
                        + " WHERE i.title IN ('sales', 'log')",
                ids + " j, " + ids + " i, file_content c WHERE j.title = i.title AND " + keys + " AND " + few)) {
            assertThat(rows("SELECT i.title, COUNT(*) FROM " + from + " GROUP BY i.title ORDER BY 1"))
                    .as(from)
                    .containsExactly("log|2", "sales|2");
        }
        for (String where : List.of(
                "c.space_id = '854' AND c.dentry_id IN (SELECT i.id FROM " + ids + " i)",
                "EXISTS (SELECT 1 FROM " + ids + " i WHERE " + keys + ")",
                "(c.space_id, c.dentry_id) IN (SELECT CAST(i.space AS VARCHAR), i.id FROM " + ids + " i)")) {
            assertThat(rows("SELECT c.dentry_id, COUNT(*) FROM file_content c WHERE c.format = 'text' AND"
                            + " c.record_number <= 2 AND " + where + " GROUP BY c.dentry_id ORDER BY 1"))
                    .as(where)
                    .containsExactly("798|2", "799|2");
        }
        assertThat(rows("SELECT i.title, (SELECT COUNT(*) FROM file_content c WHERE c.format = 'text' AND"
                        + " c.record_number <= 2 AND " + keys + ") FROM " + ids + " i WHERE i.title <> 'log again'"
                        + " ORDER BY 1"))
                .containsExactly("empty|0", "log|2", "sales|2");
        assertThat(rows("SELECT i.title, d.dentry_id FROM " + ids + " i, LATERAL TABLE(download_info(CAST(i.space AS"
                        + " VARCHAR), i.id)) d WHERE i.title <> 'log again' ORDER BY 1"))
                .containsExactly("empty|800", "log|799", "sales|798");
        assertThat(emulator.calls(CallKind.DOWNLOAD_INFO)).isLessThanOrEqualTo(6);
    }

    @Test
    void keysReachThroughViews() throws SQLException {
        assertThat(
                        rows(
                                "SELECT dentry_id, COUNT(*) FROM views.log WHERE dentry_id IN ('799', '800') GROUP BY dentry_id"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("799|");
    }

    @Test
    void parametersBind() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT content FROM file_content WHERE space_id = ? AND dentry_id = ?")) {
            statement.setString(1, "854");
            statement.setString(2, "798");
            try (ResultSet result = statement.executeQuery()) {
                assertThat(result.next()).isTrue();
                assertThat(result.getString(1)).startsWith("order_id,");
            }
        }
    }

    @Test
    void missingKeysAreToldBeforeAnyCall() {
        emulator.resetJournal();

        assertThatThrownBy(() -> rows("SELECT * FROM file_content WHERE space_id = '854'"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Table file_content cannot be read without a value for dentry_id, or for node")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("cost"));
        assertThat(emulator.journal()).isEmpty();
    }

    @Test
    void mountedFilesAreTablesOfTheSchemaInside() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT sum(s.\"quantity\" * s.\"unit_price\") = sum(s.\"amount\") FROM dingtalk.files.sales AS s")) {
            result.next();
            assertThat(result.getBoolean(1)).isTrue();
        }
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(\"store_id\") FROM dingtalk.files.stores")) {
            result.next();
            assertThat(result.getInt(1)).isPositive();
        }
    }

    private List<String> columns(String sql) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ResultSetMetaData metaData = statement.getMetaData();
            for (int i = 1; i <= metaData.getColumnCount(); i++) {
                columns.add(metaData.getColumnName(i) + " " + metaData.getColumnTypeName(i));
            }
        }
        return columns;
    }

    @Test
    void mountedWorkbooksHaveSheetsAndRanges() throws SQLException {
        assertThat(columns("SELECT * FROM dingtalk.files.plan"))
                .containsExactly(
                        "store_id VARCHAR",
                        "starts_on DATE",
                        "budget BIGINT",
                        "spent DOUBLE",
                        "left DOUBLE",
                        "approved BOOLEAN",
                        "remark VARCHAR");
        assertThat(columns("SELECT * FROM dingtalk.files.hours"))
                .containsExactly("store_id VARCHAR", "opens TIME", "closes TIME");
        assertThat(rows("SELECT * FROM dingtalk.files.hours WHERE \"opens\" < TIME '10:00:00'"))
                .containsExactly("S001|09:00:00.000", "S003|09:30:00.000");
        assertThat(rows("SELECT count(*), min(\"store_id\") FROM dingtalk.files.plan"))
                .singleElement()
                .asString()
                .doesNotStartWith("0");
    }

    /** Calls for links, and requests of bytes, that one statement makes. */
    private String cost(String table) throws SQLException {
        emulator.resetJournal();
        rows("SELECT * FROM dingtalk.files." + table);
        return emulator.calls(CallKind.DOWNLOAD_INFO) + " calls, " + emulator.calls(CallKind.OBJECT) + " requests";
    }

    @Test
    void currentFilesAreAskedWhetherTheyAreTheSameAndVersionsAreNot() throws SQLException {
        assertThat(cost("sales")).isEqualTo("1 calls, 1 requests");
        assertThat(cost("sales")).isEqualTo("0 calls, 0 requests");
        // Calcite's own driver asks three times for the columns, which makes a sample or a byte each time; then it
        // reads.
        assertThat(cost("latest")).isEqualTo("1 calls, 4 requests");
        assertThat(cost("latest")).isEqualTo("0 calls, 4 requests");

        emulator.replace("854", "798", "id,n\n1,2\n".getBytes(StandardCharsets.UTF_8));
        assertThat(cost("latest")).isEqualTo("0 calls, 5 requests");
        assertThat(cost("latest")).isEqualTo("0 calls, 4 requests");
        assertThat(columns("SELECT * FROM dingtalk.files.latest")).containsExactly("id BIGINT", "n BIGINT");
        assertThat(cost("sales")).isEqualTo("0 calls, 0 requests");
    }

    @Test
    void mountedKnowledgeBasesAreSchemasInside() throws SQLException {
        emulator.resetJournal();
        assertThat(rows("SELECT \"region\", \"product\" FROM dingtalk.sales.sales_2026 LIMIT 1"))
                .hasSize(1);
        assertThat(emulator.calls(CallKind.ALL_DENTRIES))
                .as("a second at least, though nothing shall be kept: Calcite asks several times")
                .isEqualTo(1);
        assertThat(rows("SELECT count(*), 1 FROM dingtalk.sales.inventory")).hasSize(1);
    }

    @Test
    void typedFunctionsTakeLiterals() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT max(\"quantity\") FROM TABLE(read_csv('854', '798', 2))")) {
            result.next();
            assertThat(result.getInt(1)).isPositive();
        }
    }
}
