// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.testing.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that was fetched for one app, operator or endpoint is served to another. */
class IdentityTest {
    /** One of each kind of answer that is kept; {@code ?} is the node of sales_2026.csv, or its folder. */
    private static final String WORKSPACES = "SELECT name FROM workspaces";

    private static final String NODES = "SELECT count(*) FROM nodes WHERE parent_node_id = '%2$s'";
    private static final String BY_WORKSPACE = "SELECT count(*) FROM nodes WHERE workspace_id = '%3$s'";
    private static final String RESOLVE = "SELECT dentry_id, version FROM resolve('%1$s')";
    private static final String ALL = "SELECT count(*) FROM dentries WHERE space_id = '854'";
    private static final String VERSIONS =
            "SELECT count(*) FROM file_versions WHERE space_id = '854' AND dentry_id = '798'";
    private static final String SPACE = "SELECT name FROM spaces WHERE space_id = '854'";
    private static final String INFO = "SELECT protocol FROM download_info('854', '798')";
    private static final String CONTENT =
            "SELECT count(*) FROM file_content WHERE space_id = '854' AND dentry_id = '798'";
    private static final String TYPED = "SELECT count(*) FROM read_csv('854', '798')";

    private static final String TYPED_BY_NODE = "SELECT count(*) FROM read_csv(node => '%1$s')";
    private static final String SHEET = "SELECT count(*) FROM read_xlsx('854', '803')";
    private static final String MOUNTED = "SELECT count(*) FROM files.sales";
    private static final String MOUNTED_SHEET = "SELECT count(*) FROM files.plan";
    private static final String MOUNTED_BASE = "SELECT count(*) FROM sales.sales_2026";

    private static final List<String> QUERIES = List.of(
            WORKSPACES,
            NODES,
            BY_WORKSPACE,
            RESOLVE,
            ALL,
            VERSIONS,
            SPACE,
            INFO,
            TYPED,
            TYPED_BY_NODE,
            SHEET,
            MOUNTED,
            MOUNTED_SHEET,
            MOUNTED_BASE);

    /** One for each holder of answers: pages, single rows, download infos. */
    private static final List<String> SOME = List.of(WORKSPACES, RESOLVE, SPACE, INFO);

    private final List<AutoCloseable> open = new ArrayList<>();
    private DingTalkEmulator emulator;
    private String node;
    private String root;
    private String workspace;

    private DingTalkEmulator start(DingTalkEmulator.Builder builder) throws Exception {
        DingTalkEmulator started = builder.start();
        open.add(0, started);
        return started;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private Connection connect(DingTalkEmulator to, String appKey, String appSecret, String more) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", appKey);
        properties.setProperty("password", appSecret);
        Connection connection = DriverManager.getConnection(
                "jdbc:dingtalk:apiCallsPerSecond=1000;workspaces=Sales;files=SALES:854/798,PLAN:854/803[format=xlsx];endpoint="
                        + to.endpoint() + ";" + more,
                properties);
        open.add(0, connection);
        return connection;
    }

    private Connection connect(DingTalkEmulator to) throws SQLException {
        return connect(to, to.appKey(), to.appSecret(), "unionId=" + to.unionId());
    }

    /** Runs every query, and finds the ids for those that need one first. */
    private List<String> answers(Connection connection) throws SQLException {
        if (node == null) {
            workspace = Rows.of(connection, "SELECT workspace_id FROM workspaces WHERE name = 'Sales'")
                    .get(0);
            root = Rows.of(connection, "SELECT root_node_id FROM workspaces WHERE name = 'Sales'")
                    .get(0);
            node = Rows.of(
                            connection,
                            "SELECT node_id FROM nodes WHERE parent_node_id = ? AND name = 'sales_2026.csv'",
                            root)
                    .get(0);
        }
        List<String> answers = new ArrayList<>();
        for (String query : QUERIES) {
            answers.add(String.join(",", Rows.of(connection, sql(query))));
        }
        return answers;
    }

    private String sql(String query) {
        return query.formatted(node, root, workspace);
    }

    private Map<CallKind, Long> calls() {
        Map<CallKind, Long> calls = new EnumMap<>(CallKind.class);
        for (CallKind kind : CallKind.values()) {
            // Bytes are never kept.
            if (kind != CallKind.OBJECT && emulator.calls(kind) > 0) {
                calls.put(kind, emulator.calls(kind));
            }
        }
        return calls;
    }

    @Test
    void eachAppFetchesForItself() throws Exception {
        emulator = start(DingTalkEmulator.builder()
                .samples()
                .callsPerSecond(1000)
                .app("app-one", "secret-one")
                .app("app-two", "secret-two"));
        Connection one = connect(emulator, "app-one", "secret-one", "userId=" + emulator.userId());
        List<String> answers = answers(one);
        Map<CallKind, Long> ofOne = calls();
        assertThat(answers(connect(emulator, "app-one", "secret-one", "userId=" + emulator.userId())))
                .isEqualTo(answers);
        assertThat(calls()).as("the same app is served from its caches").isEqualTo(ofOne);

        emulator.resetJournal();
        Connection two = connect(emulator, "app-two", "secret-two", "userId=" + emulator.userId());
        assertThat(answers(two)).isEqualTo(answers);
        assertThat(calls()).isEqualTo(ofOne).containsKeys(CallKind.TOKEN, CallKind.USER, CallKind.DOWNLOAD_INFO);
    }

    @Test
    void anAppWithoutScopesGetsNothingOfWhatAnotherMayRead() throws Exception {
        emulator = start(DingTalkEmulator.builder()
                .samples()
                .callsPerSecond(1000)
                .app("rich", "secret-one")
                .app(
                        "poor",
                        "secret-two",
                        "Wiki.Workspace.Read",
                        "Wiki.Node.Read",
                        "Document.WorkspaceDocument.Read",
                        "Storage.File.Read",
                        "Storage.Space.Read",
                        "Storage.DownloadInfo.Read",
                        "qyapi_get_member"));
        answers(connect(emulator, "rich", "secret-one", "unionId=" + emulator.unionId()));
        Connection poor = connect(emulator, "poor", "secret-two", "unionId=" + emulator.unionId());
        for (String query : QUERIES) {
            assertThatThrownBy(() -> Rows.of(poor, sql(query)))
                    .as(query)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"))
                    .hasMessageContaining("Grant the app the permission");
        }
        try (Connection byUser = connect(emulator, "poor", "secret-two", "userId=" + emulator.userId())) {
            assertThatThrownBy(() -> Rows.of(byUser, WORKSPACES)).hasMessageContaining("qyapi_get_member");
        }
    }

    @Test
    void theKeyAloneOpensNothing() throws Exception {
        emulator = start(DingTalkEmulator.builder().samples().callsPerSecond(1000));
        answers(connect(emulator));
        Connection thief = connect(emulator, emulator.appKey(), "wrong", "unionId=" + emulator.unionId());
        for (String query : SOME) {
            assertThatThrownBy(() -> Rows.of(thief, sql(query)))
                    .as(query)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"));
        }
    }

    @Test
    void anOperatorGetsNothingOfWhatAnotherMayRead() throws Exception {
        emulator = start(DingTalkEmulator.builder().samples().callsPerSecond(1000));
        answers(connect(emulator));
        Connection colleague =
                connect(emulator, emulator.appKey(), emulator.appSecret(), "unionId=" + emulator.colleagueUnionId());
        assertThat(Rows.of(colleague, WORKSPACES)).containsExactly("Engineering");
        for (String query : QUERIES.subList(1, QUERIES.size() - 1)) {
            assertThatThrownBy(() -> Rows.of(colleague, sql(query))).as(query).hasMessageContaining("permissionDenied");
        }
        assertThatThrownBy(() -> Rows.of(colleague, MOUNTED_BASE))
                .as("a knowledge base that the colleague does not see")
                .hasMessageContaining("Sales");
        // And in one connection, by the query's own operator.
        Connection connection = connect(emulator);
        for (String query : List.of(NODES, ALL, SPACE, CONTENT)) {
            String asColleague = sql(query) + " AND union_id = '" + emulator.colleagueUnionId() + "'";
            assertThatThrownBy(() -> Rows.of(connection, asColleague))
                    .as(asColleague)
                    .hasMessageContaining("permissionDenied");
        }
        answers(connection);
        for (String query : List.of(TYPED, TYPED_BY_NODE, SHEET)) {
            String asColleague = sql(query)
                    .replace(")", ", union_id => '" + emulator.colleagueUnionId() + "')")
                    .replace("count(*, union_id => '" + emulator.colleagueUnionId() + "')", "count(*)");
            assertThatThrownBy(() -> Rows.of(connection, asColleague))
                    .as(asColleague)
                    .hasMessageContaining("permissionDenied");
        }
    }

    @Test
    void theSameAppAtAnotherEndpointIsAnother(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
        emulator =
                start(DingTalkEmulator.builder().samples().callsPerSecond(1000).app("app", "secret"));
        answers(connect(emulator));
        DingTalkEmulator other = start(DingTalkEmulator.builder().root(folder).app("app", "secret"));
        Connection there = connect(other);

        assertThat(Rows.of(there, WORKSPACES))
                .containsExactly(folder.getFileName().toString());
        assertThat(Rows.of(there, ALL)).containsExactly("1");
        for (String query : List.of(RESOLVE, VERSIONS, INFO, TYPED, TYPED_BY_NODE, SHEET, MOUNTED, MOUNTED_SHEET)) {
            assertThatThrownBy(() -> Rows.of(there, sql(query))).as(query).hasMessageContaining("NotExist");
        }
        assertThat(other.calls(CallKind.TOKEN)).isEqualTo(1);
    }

    @Test
    void anEmulatorOnThePortOfAnotherIsAnother(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
        emulator = start(DingTalkEmulator.builder().samples().callsPerSecond(1000));
        int port = emulator.endpoint().getPort();
        answers(connect(emulator));
        emulator.close();
        DingTalkEmulator other =
                start(DingTalkEmulator.builder().port(port).root(folder).callsPerSecond(1000));
        Connection there = connect(other);

        assertThat(other.endpoint()).isEqualTo(emulator.endpoint());
        assertThat(Rows.of(there, WORKSPACES))
                .containsExactly(folder.getFileName().toString());
        assertThat(Rows.of(there, ALL)).containsExactly("1");
        for (String query : List.of(RESOLVE, VERSIONS, INFO, TYPED, TYPED_BY_NODE, SHEET, MOUNTED, MOUNTED_SHEET)) {
            assertThatThrownBy(() -> Rows.of(there, sql(query))).as(query).hasMessageContaining("NotExist");
        }
    }

    @Test
    void aTokenOfTheUsersOwnIsACallerOfItsOwn() throws Exception {
        emulator = start(DingTalkEmulator.builder().samples().callsPerSecond(1000));
        answers(connect(emulator));
        String url = "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";unionId=" + emulator.unionId();
        try (Connection stranger = DriverManager.getConnection(url + ";accessToken=not-a-token")) {
            for (String query : SOME) {
                assertThatThrownBy(() -> Rows.of(stranger, sql(query)))
                        .as(query)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("28000"));
            }
        }
        long before = emulator.calls(CallKind.SPACE);
        try (Connection own = DriverManager.getConnection(url + ";accessToken=" + emulator.accessToken())) {
            assertThat(Rows.of(own, SPACE)).containsExactly("Sales");
        }
        assertThat(emulator.calls(CallKind.SPACE)).isEqualTo(before + 1);
    }
}
