// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.testing.Rows;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The knowledge base as tables: SQL through JDBC to the emulator's sample organisation and back. */
class KnowledgeBaseTest {
    private static final String SALES = "(SELECT root_node_id FROM workspaces WHERE name = 'Sales')";
    private static final String ENGINEERING = "(SELECT root_node_id FROM workspaces WHERE name = 'Engineering')";

    private DingTalkEmulator emulator;
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        emulator = DingTalkEmulator.builder().samples().start();
        connection = connect("unionId=" + emulator.unionId());
    }

    private Connection connect(String more) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", emulator.appKey());
        properties.setProperty("password", emulator.appSecret());
        return DriverManager.getConnection("jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";" + more, properties);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        emulator.close();
    }

    private List<String> rows(String sql, Object... parameters) throws SQLException {
        return Rows.of(connection, sql, parameters);
    }

    private String one(String sql) throws SQLException {
        List<String> rows = rows(sql);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    @Test
    void workspacesShowWhatTheOperatorSees() throws Exception {
        assertThat(rows("SELECT name, type, root_node_id IS NOT NULL, create_time IS NOT NULL FROM workspaces"))
                .containsExactly("Sales|TEAM|true|true", "Engineering|TEAM|true|true");
        assertThat(emulator.calls(CallKind.WORKSPACES)).isEqualTo(1);
        assertThat(rows("SELECT name FROM workspaces WHERE union_id = ?", emulator.colleagueUnionId()))
                .containsExactly("Engineering");
    }

    @Test
    void nodesAreListedByFolderOrByKnowledgeBase() throws Exception {
        String byFolder = "SELECT name, type, depth, path FROM nodes WHERE parent_node_id IN " + SALES;
        String byWorkspace = "SELECT n.name, n.type, n.depth, n.path FROM workspaces w JOIN nodes n ON"
                + " n.workspace_id = w.workspace_id WHERE w.name = 'Sales'";

        assertThat(rows(byFolder))
                .contains("Reports|FOLDER|1|/Reports", "sales_2026.csv|FILE|1|/sales_2026.csv")
                .hasSize(9);
        assertThat(rows(byWorkspace)).containsExactlyElementsOf(rows(byFolder));
    }

    @Test
    void aFolderIsWalkedToItsEnd() throws Exception {
        String sql = "SELECT count(*), count(DISTINCT n.node_id), max(n.depth) FROM nodes n WHERE n.parent_node_id IN "
                + ENGINEERING + " AND n.recursive";

        // 4 folders and 5 files at the top; 120 meetings, 31 logs in the third folder below, 12 exports, 10 notes.
        assertThat(one(sql)).isEqualTo("184|184|4");
        assertThat(emulator.calls(CallKind.NODES)).isEqualTo(9);
        assertThat(one(sql)).isEqualTo("184|184|4");
        assertThat(emulator.calls(CallKind.NODES)).isEqualTo(9);
    }

    @Test
    void aWalkStopsWithItsLimit() throws Exception {
        assertThat(rows("SELECT path FROM nodes WHERE parent_node_id IN " + SALES + " AND recursive LIMIT 2"))
                .containsExactly("/Reports", "/Reports/2026");
        assertThat(emulator.calls(CallKind.NODES)).isEqualTo(2);
    }

    @Test
    void shortcutsAreShownAndNotFollowed() throws Exception {
        assertThat(rows("SELECT path, type FROM nodes WHERE parent_node_id IN " + SALES
                        + " AND recursive AND name LIKE '%.dlink'"))
                .containsExactly("/Planning/Engineering logs.dlink|FOLDER");
    }

    @Test
    void aKnowledgeBaseNarrowsAFolder() throws Exception {
        String workspace = one("SELECT workspace_id FROM workspaces WHERE name = 'Engineering'");
        assertThat(rows("SELECT name FROM nodes WHERE parent_node_id IN " + SALES + " AND workspace_id = ?", workspace))
                .isEmpty();
    }

    @Test
    void timesAreTimestampsInEitherPrecision() throws Exception {
        Timestamp written = Timestamp.from(Instant.parse("2026-05-15T06:20:33Z"));
        assertThat(rows(
                        "SELECT create_time < modified_time, modified_time = ? FROM file_versions WHERE space_id = '860'"
                                + " AND dentry_id = '2021' AND version = 5",
                        written))
                .containsExactly("true|true");
        assertThat(rows(
                        "SELECT modified_time = ? FROM nodes WHERE parent_node_id IN " + ENGINEERING
                                + " AND name = 'sensor_readings.csv'",
                        written))
                .containsExactly("true");
    }

    @Test
    void dentriesAreListedByFolderOrAllAtOnce() throws Exception {
        assertThat(rows("SELECT dentry_id, type FROM dentries WHERE space_id = 854 AND parent_id = '0' AND"
                        + " name LIKE 's%'"))
                .containsExactlyInAnyOrder("798|FILE", "801|FILE");
        assertThat(emulator.calls(CallKind.ALL_DENTRIES)).isZero();
        assertThat(one("SELECT count(*), count(DISTINCT dentry_id), count(DISTINCT parent_id) FROM dentries WHERE"
                        + " space_id = '860'"))
                .isEqualTo("184|184|7");
        assertThat(emulator.calls(CallKind.ALL_DENTRIES)).isEqualTo(4);
    }

    @Test
    void aFolderOfAnEntryCanBeComparedInAnyWay() throws Exception {
        assertThat(one("SELECT count(*) FROM dentries WHERE space_id = '860' AND parent_id <> '0'"))
                .isNotEqualTo("0");
        assertThat(one("SELECT count(*) = count(f.dentry_id) FROM dentries d LEFT JOIN dentries f ON f.space_id ="
                        + " d.space_id AND f.dentry_id = d.parent_id WHERE d.space_id = '860' AND d.parent_id <> '0'"))
                .isEqualTo("true");
        assertThat(emulator.calls(CallKind.ALL_DENTRIES)).isEqualTo(4);
    }

    @Test
    void versionsOfAFileAreComparedByOneStatement() throws Exception {
        assertThat(rows("SELECT version FROM file_versions WHERE space_id = '854' AND dentry_id = '798' ORDER BY 1"))
                .containsExactly("1", "2");
        assertThat(rows("SELECT v.version, count(*) FROM file_versions v JOIN file_content f ON f.space_id = v.space_id"
                        + " AND f.dentry_id = v.dentry_id AND f.version = v.version WHERE v.space_id = '854' AND"
                        + " v.dentry_id = '798' GROUP BY v.version ORDER BY 1"))
                .hasSize(2);
    }

    @Test
    void spacesTellOwnerAndQuota() throws Exception {
        assertThat(rows("SELECT name, status, quota > used_quota, used_quota > 0 FROM spaces WHERE space_id IN"
                        + " ('854', '860')"))
                .containsExactly("Sales|NORMAL|true|true", "Engineering|NORMAL|true|true");
    }

    @Test
    void aLinkOfTheBrowserLeadsToAFile() throws Exception {
        String link = one("SELECT url FROM nodes WHERE parent_node_id IN " + SALES + " AND name = 'sales_2026.csv'");
        String expected = "854|798|sales_2026.csv|csv|2|FILE";

        assertThat(rows("SELECT space_id, dentry_id, name, extension, version, type FROM resolve(?)", link))
                .containsExactly(expected);
        assertThat(rows(
                        "SELECT space_id, dentry_id, name, extension, version, type FROM resolve(?)",
                        link.substring(link.lastIndexOf('/') + 1)))
                .containsExactly(expected);
        assertThat(rows("SELECT f.record_number FROM resolve('" + link + "') r JOIN file_content f ON f.space_id ="
                        + " r.space_id AND f.dentry_id = r.dentry_id LIMIT 1"))
                .containsExactly("1");
        assertThat(rows("SELECT d.region FROM resolve('" + link + "') r, LATERAL (SELECT * FROM"
                        + " TABLE(download_info(r.space_id, r.dentry_id))) d"))
                .containsExactly("ZHANGJIAKOU");
        assertThat(rows("SELECT count(*) FROM file_content WHERE node = ?", link))
                .isEqualTo(rows("SELECT count(*) FROM file_content WHERE space_id = '854' AND dentry_id = '798'"));
    }

    @Test
    void foldersAndKnowledgeBasesAreNamedByTheirLinksToo() throws Exception {
        String folder = one("SELECT url FROM nodes WHERE parent_node_id IN " + SALES + " AND name = 'Planning'");
        assertThat(rows("SELECT name FROM nodes WHERE parent_node_id = ?", folder))
                .containsExactly("Sales handbook.adoc", "Targets 2026.axls", "Engineering logs.dlink");
        assertThat(rows("SELECT parent_node_id FROM nodes WHERE parent_node_id = ? LIMIT 1", folder))
                .containsExactly(folder);
        String base = one("SELECT url FROM workspaces WHERE name = 'Sales'");
        assertThat(base).contains("/i/spaces/");
        assertThat(rows("SELECT count(*) FROM nodes WHERE workspace_id = ?", base))
                .containsExactly("9");
        assertThat(rows("SELECT count(*) FROM nodes WHERE workspace_id = ? AND parent_node_id = ?", base, folder))
                .containsExactly("3");
        assertThatThrownBy(() -> rows("SELECT * FROM resolve(?)", base))
                .hasMessageContaining(
                        "the link of a knowledge base, not of a file or folder. List what is in it: SELECT");
        assertThat(emulator.calls(CallKind.NODE_BY_URL)).isZero();
    }

    @Test
    void aLinkIsAskedForByTheServicesOwnCall() throws Exception {
        String link = one("SELECT url FROM nodes WHERE parent_node_id IN " + SALES + " AND name = 'app.log'");
        try (Connection other = connect("listingCacheSeconds=0;unionId=" + emulator.unionId())) {
            assertThat(Rows.of(other, "SELECT dentry_id, version FROM resolve(?)", link + "?utm_source=x"))
                    .containsExactly("799|1");
        }
        assertThat(emulator.calls(CallKind.NODE_BY_URL)).isEqualTo(1);
    }

    @Test
    void everyFileOfAFolderIsReadByOneStatement() throws Exception {
        emulator.resetJournal();
        assertThat(rows("SELECT n.name, count(*) FROM nodes n JOIN file_content f ON f.node = n.node_id WHERE"
                        + " n.parent_node_id IN " + SALES + " AND n.extension = 'csv' GROUP BY n.name ORDER BY n.name"))
                .extracting(row -> row.split("\\|")[0])
                .containsExactly("sales_2026.csv", "stores_gb18030.csv");
        assertThat(emulator.calls(CallKind.NODE)).isZero();
        // The empty file is read too: it has no rows.
        assertThat(emulator.calls(CallKind.DOWNLOAD_INFO)).isEqualTo(3);
    }

    @Test
    void nodeAndIdsTogetherMustAgree() throws Exception {
        String node = one("SELECT node_id FROM nodes WHERE parent_node_id IN " + SALES + " AND name = 'app.log'");
        String sql = "SELECT space_id, dentry_id, node FROM file_content WHERE node = ? AND dentry_id = ? LIMIT 1";

        assertThat(rows(sql, node, "799")).containsExactly("854|799|" + node);
        assertThat(rows(sql, node, "798")).isEmpty();
    }

    /** Literals are everywhere else; each {@code ?} here, and each column of a table to the left, is a key. */
    @Test
    void keysComeFromParametersAndJoins() throws Exception {
        assertThat(rows("SELECT count(*) FROM dentries WHERE space_id = ? AND parent_id = ?", 854, "0"))
                .containsExactly("9");
        assertThat(rows("SELECT max(version) FROM file_versions WHERE space_id = ? AND dentry_id = ?", "854", 798))
                .containsExactly("2");
        assertThat(rows("SELECT name FROM spaces WHERE space_id = ?", 860)).containsExactly("Engineering");
        String workspace = one("SELECT workspace_id FROM workspaces WHERE name = 'Sales'");
        assertThat(rows("SELECT count(*) FROM nodes WHERE workspace_id = ? AND recursive = ?", workspace, false))
                .containsExactly("9");
        emulator.resetJournal();
        assertThat(rows("SELECT s.name, count(*), max(v.version) FROM spaces s JOIN dentries d ON d.space_id ="
                        + " s.space_id AND d.parent_id = '0' JOIN file_versions v ON v.space_id = d.space_id AND"
                        + " v.dentry_id = d.dentry_id WHERE s.space_id = '854' AND d.type = 'FILE' GROUP BY s.name"))
                .containsExactly("Sales|7|2");
        // One for each of the six files; that of 798 is known from above.
        assertThat(emulator.calls(CallKind.VERSIONS)).isEqualTo(5);
    }

    @Test
    void laterFunctionsTakeTheIdsOfALink() throws Exception {
        String link = one("SELECT url FROM nodes WHERE parent_node_id IN " + SALES + " AND name = 'sales_2026.csv'");
        String file = " FROM resolve('" + link + "') r, LATERAL TABLE(";
        assertThat(rows("SELECT t.a" + file
                        + "read_csv(r.space_id, r.dentry_id, columns => 'a BIGINT, b DATE, c VARCHAR,"
                        + " d VARCHAR, e VARCHAR, f INTEGER, g VARCHAR, h VARCHAR, i VARCHAR')) t LIMIT 1"))
                .containsExactly("202600001");
        assertThat(rows("SELECT count(*)" + file + "read_text(r.space_id, r.dentry_id)) t"))
                .hasSize(1);
        assertThat(rows("SELECT t.\"offset\"" + file + "read_blob(r.space_id, r.dentry_id)) t"))
                .containsExactly("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM nodes",
                "SELECT * FROM dentries WHERE parent_id = '0'",
                "SELECT * FROM file_versions WHERE space_id = '854'",
                "SELECT * FROM spaces",
                "SELECT * FROM file_content WHERE space_id = '854'",
            })
    void missingKeysMakeNoCall(String sql) {
        assertThatThrownBy(() -> rows(sql))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42000"));
        assertThat(emulator.journal()).isEmpty();
    }

    @Test
    void theIdOfTheUserIsEnough() throws Exception {
        try (Connection other = connect("userId=" + emulator.userId())) {
            assertThat(Rows.of(other, "SELECT count(*) FROM workspaces")).containsExactly("2");
            assertThat(Rows.of(
                            other,
                            "SELECT union_id FROM file_content WHERE space_id = '854' AND dentry_id = '798' LIMIT 1"))
                    .containsExactly(emulator.unionId());
        }
        assertThat(emulator.calls(CallKind.USER)).isEqualTo(1);
    }

    @Test
    void nothingOfOneOperatorIsServedToAnother() throws Exception {
        String root = one("SELECT root_node_id FROM workspaces WHERE name = 'Sales'");
        assertThat(rows("SELECT name FROM nodes WHERE parent_node_id = ?", root))
                .hasSize(9);
        assertThatThrownBy(() -> rows(
                        "SELECT name FROM nodes WHERE parent_node_id = ? AND union_id = ?",
                        root,
                        emulator.colleagueUnionId()))
                .hasMessageContaining("permissionDenied");
    }

    @Test
    void everyTableTellsItsColumns() throws Exception {
        try (var columns = connection.getMetaData().getColumns(null, "dingtalk", "%", "%")) {
            while (columns.next()) {
                assertThat(columns.getString("REMARKS"))
                        .as(columns.getString("TABLE_NAME") + "." + columns.getString("COLUMN_NAME"))
                        .isNotBlank();
            }
        }
        assertThat(emulator.journal()).isEmpty();
    }
}
