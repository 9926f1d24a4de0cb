// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.testing.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The property {@code workspaces}: knowledge bases as schemas. */
class MountedWorkspacesTest {
    @TempDir
    Path shop;

    private DingTalkEmulator emulator;

    @BeforeEach
    void start() throws Exception {
        write("orders.csv", "id,amount\n1,10.50\n2,20.25\n");
        write("Stores.TSV", "id\tcity\n1\t广州\n2\t北京\n");
        write("2026/east/sales.csv", "n\n1\n");
        write("2026/west/sales.csv", "n\n2\n3\n");
        write("2026/west/Sales.jsonl", "{\"n\":4}\n");
        write("events.ndjson", "{\"kind\":\"open\",\"n\":1}\n");
        Files.write(
                shop.resolve("budget.xlsx"),
                Workbook.ofRows("<row><c t='str'><v>item</v></c><c t='str'><v>cost</v></c></row>"
                                + "<row><c t='str'><v>tea</v></c><c><v>12</v></c></row>")
                        .bytes());
        write("notes.txt", "no table\n");
        write("settings.json", "{}\n");
        write("broken.csv", "");
        emulator = DingTalkEmulator.builder().samples().root("870", shop).start();
    }

    private void write(String path, String content) throws Exception {
        Path file = shop.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private String shopName() {
        return shop.getFileName().toString();
    }

    private Connection connect(String more) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", emulator.appKey());
        properties.setProperty("password", emulator.appSecret());
        return DriverManager.getConnection(
                "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";unionId=" + emulator.unionId() + more, properties);
    }

    private static List<String> column(ResultSet rows, String name) throws SQLException {
        try (rows) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(name));
            }
            return values;
        }
    }

    @Test
    void everyFileOfRowsIsATable() throws Exception {
        try (Connection connection = connect(";workspaces=" + shopName())) {
            assertThat(column(connection.getMetaData().getTables(null, shopName(), "%", null), "TABLE_NAME"))
                    .containsExactly(
                            "2026/east/sales",
                            "2026/west/Sales.jsonl",
                            "2026/west/sales.csv",
                            "Stores",
                            "broken",
                            "budget",
                            "events",
                            "orders");
            connection.setSchema(shopName());
            assertThat(Rows.of(connection, "SELECT s.city, o.amount FROM orders o JOIN stores s ON s.id = o.id"))
                    .containsExactlyInAnyOrder("广州|10.50", "北京|20.25");
            assertThat(Rows.of(
                            connection,
                            "SELECT n FROM \"2026/west/sales.csv\" UNION ALL SELECT n FROM"
                                    + " \"2026/west/sales.jsonl\""))
                    .containsExactlyInAnyOrder("2", "3", "4");
            assertThat(Rows.of(connection, "SELECT * FROM budget")).containsExactly("tea|12");
            assertThat(Rows.of(connection, "SELECT kind FROM events")).containsExactly("open");
        }
    }

    @Test
    void aPathNamesAFileWhateverItsTableIsCalled() throws Exception {
        try (Connection connection = connect(";workspaces=" + shopName())) {
            assertThat(Rows.of(
                            connection,
                            "SELECT sum(n) FROM \"" + shopName()
                                    + "\".\"/2026/west/sales.csv\" UNION ALL SELECT count(*) FROM \"" + shopName()
                                    + "\".\"/Orders.csv\""))
                    .containsExactlyInAnyOrder("5", "2");
        }
    }

    @Test
    void connectingAndWhatDoesNotNameItCostNothing() throws Exception {
        try (Connection connection = connect(";workspaces=Sales,Nobody")) {
            DatabaseMetaData metaData = connection.getMetaData();
            assertThat(column(metaData.getSchemas(), "TABLE_SCHEM")).containsExactly("Nobody", "Sales", "dingtalk");
            assertThat(column(metaData.getTables(null, "dingtalk", "%", null), "TABLE_NAME"))
                    .isNotEmpty();
            assertThat(column(metaData.getTables(null, null, "%", new String[] {"VIEW"}), "TABLE_NAME"))
                    .isEmpty();
            connection
                    .prepareStatement("SELECT content FROM file_content WHERE space_id = '854' AND dentry_id = '798'")
                    .close();
            assertThatThrownBy(() -> connection.prepareStatement("SELECT * FROM nosuch"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(emulator.journal()).isEmpty();
    }

    @Test
    void aListingIsKeptAndAFileCostsOneCall() throws Exception {
        try (Connection connection = connect(";workspaces=Sales")) {
            assertThat(Rows.of(connection, "SELECT count(*) FROM sales.sales_2026"))
                    .containsExactly("160");
            List<Long> first = calls();
            assertThat(first).as("bases, root, space, pages, download infos").containsExactly(1L, 1L, 1L, 1L, 1L);

            assertThat(Rows.of(connection, "SELECT count(*) FROM sales.sales_2026"))
                    .containsExactly("160");
            assertThat(column(connection.getMetaData().getTables(null, "Sales", "%", null), "TABLE_NAME"))
                    .contains("sales_2026", "stores_gb18030", "inventory", "budget_2026")
                    .contains("Reports/2026/华东/orders_2026_01");
            assertThat(calls()).isEqualTo(first);
        }
    }

    private List<Long> calls() {
        return List.of(
                emulator.calls(CallKind.WORKSPACES),
                emulator.calls(CallKind.NODES),
                emulator.calls(CallKind.DENTRY_ID),
                emulator.calls(CallKind.ALL_DENTRIES),
                emulator.calls(CallKind.DOWNLOAD_INFO));
    }

    @Test
    void columnsOfManyTablesReadNoFiles() throws Exception {
        try (Connection connection = connect(";workspaces=" + shopName())) {
            DatabaseMetaData metaData = connection.getMetaData();
            assertThat(column(metaData.getColumns(null, shopName(), "%", "%"), "TABLE_NAME"))
                    .isEmpty();
            assertThat(emulator.calls(CallKind.DOWNLOAD_INFO)).isZero();

            assertThat(column(metaData.getColumns(null, shopName(), "orders", "%"), "COLUMN_NAME"))
                    .containsExactly("id", "amount");
            assertThat(emulator.calls(CallKind.DOWNLOAD_INFO)).isEqualTo(1);
            assertThat(column(metaData.getColumns(null, null, "%", "%"), "TABLE_NAME"))
                    .contains("orders", "file_content")
                    .doesNotContain("Stores");
            assertThat(emulator.calls(CallKind.DOWNLOAD_INFO)).isEqualTo(1);
            assertThat(column(metaData.getTables(null, shopName(), "orders", null), "REMARKS"))
                    .singleElement()
                    .asString()
                    .contains("/orders.csv")
                    .contains("charset UTF-8");
        }
    }

    @Test
    void newFilesAreSeenAndRemovedOnesAreGone() throws Exception {
        try (Connection connection = connect(";workspaces=Sales;listingCacheSeconds=0")) {
            assertThat(Rows.of(connection, "SELECT count(*) FROM sales.sales_2026"))
                    .containsExactly("160");
            long pages = emulator.calls(CallKind.ALL_DENTRIES);
            assertThat(Rows.of(connection, "SELECT count(*) FROM sales.sales_2026, sales.inventory"))
                    .hasSize(1);
            assertThat(emulator.calls(CallKind.ALL_DENTRIES))
                    .as("one listing for a statement")
                    .isEqualTo(2 * pages);
        }
    }

    @Test
    void idsAndLinksNameKnowledgeBasesToo() throws Exception {
        String id;
        String link;
        try (Connection connection = connect("")) {
            id = Rows.of(connection, "SELECT workspace_id FROM workspaces WHERE name = 'Engineering'")
                    .get(0);
            link = Rows.of(connection, "SELECT url FROM workspaces WHERE name = 'Sales'")
                    .get(0);
        }
        try (Connection connection = connect(";workspaces=" + id + "," + link)) {
            List<String> schemas = column(connection.getMetaData().getSchemas(), "TABLE_SCHEM");
            assertThat(schemas).hasSize(3).contains(id, "dingtalk");
            for (String schema : schemas) {
                assertThat(column(connection.getMetaData().getTables(null, schema, "%", null), "TABLE_NAME"))
                        .as(schema)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void anUnknownKnowledgeBaseFailsWhatNamesIt() throws Exception {
        try (Connection connection = connect(";workspaces=Salse")) {
            assertThatThrownBy(() -> Rows.of(connection, "SELECT * FROM salse.orders"))
                    .hasMessageContaining("Knowledge base Salse")
                    .hasMessageContaining("Sales, Engineering")
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("42704");
            assertThatThrownBy(() -> connection.getMetaData().getTables(null, "%", "%", null))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Knowledge base Salse");
            assertThat(Rows.of(connection, "SELECT count(*) FROM workspaces")).containsExactly("3");
        }
    }

    @Test
    void aBudgetEndsAListingWithAnError() throws Exception {
        try (Connection connection = connect(";workspaces=Sales;maxApiCallsPerQuery=1")) {
            assertThatThrownBy(() -> Rows.of(connection, "SELECT * FROM sales.sales_2026"))
                    .hasMessageContaining("maxApiCallsPerQuery")
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("53400");
            assertThatThrownBy(() -> connection.getMetaData().getTables(null, "Sales", "%", null))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aTableThatIsNotThereIsAnErrorOfTheQuery() throws Exception {
        try (Connection connection = connect(";workspaces=Sales")) {
            assertThatThrownBy(() -> Rows.of(connection, "SELECT * FROM sales.nosuch"))
                    .hasMessageContaining("nosuch")
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("42000");
        }
    }

    @Test
    void whoMayNotSeeAKnowledgeBaseSeesNone() throws Exception {
        try (Connection all = connect(";workspaces=Sales")) {
            assertThat(Rows.of(all, "SELECT count(*) FROM sales.sales_2026")).containsExactly("160");
        }
        Properties properties = new Properties();
        properties.setProperty("user", emulator.appKey());
        properties.setProperty("password", emulator.appSecret());
        try (Connection colleague = DriverManager.getConnection(
                "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";unionId=" + emulator.colleagueUnionId()
                        + ";workspaces=Sales,Engineering",
                properties)) {
            assertThatThrownBy(() -> Rows.of(colleague, "SELECT count(*) FROM sales.sales_2026"))
                    .hasMessageContaining("Knowledge base Sales");
            assertThat(column(colleague.getMetaData().getTables(null, "Engineering", "%", null), "TABLE_NAME"))
                    .isNotEmpty();
        }
    }
}
