// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.Instruction;
import io.github.dingtalksql.testing.Rows;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What queries cost, that it is shown, and what users are told when the service says no. */
class CallBudgetTest {
    private static final String ALL = "SELECT count(*) FROM dentries WHERE space_id = '860'";

    private DingTalkEmulator emulator;
    private Connection connection;

    private void start(DingTalkEmulator.Builder builder, String more) throws Exception {
        emulator = builder.samples().start();
        connection = connect("unionId=" + emulator.unionId() + more);
    }

    private void start(String more) throws Exception {
        start(DingTalkEmulator.builder(), more);
    }

    private Connection connect(String more) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", emulator.appKey());
        properties.setProperty("password", emulator.appSecret());
        return DriverManager.getConnection("jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";" + more, properties);
    }

    @AfterEach
    void close() throws SQLException {
        if (connection != null) {
            connection.close();
        }
        emulator.close();
    }

    private List<String> rows(String sql, Object... parameters) throws SQLException {
        return Rows.of(connection, sql, parameters);
    }

    @Test
    void theCallAfterTheBudgetIsAnErrorThatSaysHowToRaiseIt() throws Exception {
        start(";maxApiCallsPerQuery=3");

        assertThatThrownBy(() -> rows(ALL))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("53400"))
                .hasMessageContaining("has made 3 calls")
                .hasMessageContaining("raise the connection property maxApiCallsPerQuery");
        assertThat(emulator.calls(CallKind.ALL_DENTRIES)).isEqualTo(3);
    }

    @Test
    void theBudgetIsOfEachQueryAlone() throws Exception {
        start(";maxApiCallsPerQuery=3;listingCacheSeconds=0");
        for (int i = 0; i < 3; i++) {
            assertThat(rows("SELECT name FROM spaces WHERE space_id = '854'")).containsExactly("Sales");
        }
        assertThat(emulator.calls(CallKind.SPACE)).isEqualTo(3);
    }

    @Test
    void repeatedCallsCountToo() throws Exception {
        start(";maxApiCallsPerQuery=1");
        emulator.instruct(Instruction.on(CallKind.SPACE).fails(500, "systemError"));

        assertThatThrownBy(() -> rows("SELECT name FROM spaces WHERE space_id = '854'"))
                .hasMessageContaining("has made 1 calls");
        assertThat(emulator.calls(CallKind.SPACE)).isEqualTo(1);
        assertThat(emulator.unusedInstructions()).isEmpty();
    }

    @Test
    void listingsAreKeptUnlessThatIsTurnedOff() throws Exception {
        start("");
        assertThat(rows(ALL)).isEqualTo(rows(ALL));
        assertThat(emulator.calls(CallKind.ALL_DENTRIES)).isEqualTo(4);
        try (Connection fresh = connect("listingCacheSeconds=0;unionId=" + emulator.unionId())) {
            assertThat(Rows.of(fresh, ALL)).isEqualTo(rows(ALL));
        }
        assertThat(emulator.calls(CallKind.ALL_DENTRIES)).isEqualTo(8);
    }

    @Test
    void wikiCallsAreSlowEvenIfMoreIsAllowed() throws Exception {
        start(DingTalkEmulator.builder().wikiCallsPerSecond(100), ";listingCacheSeconds=0;apiCallsPerSecond=100");
        long begun = System.nanoTime();
        for (int i = 0; i < 4; i++) {
            assertThat(rows("SELECT name FROM workspaces")).hasSize(2);
        }
        // Two at once, the third a second later.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(900));
        assertThat(emulator.calls(CallKind.WORKSPACES)).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QpsLimitForAppkeyAndApi",
                "QpsLimitForApi",
                "QpmLimitForAppkeyAndApi",
                "QpsLimitForSuitekeyAndOrgAndApi",
                "QpmLimitForSuitekeyAndOrgAndApi",
            })
    void throttlingIsWaitedOut(String limit) throws Exception {
        start("");
        emulator.instruct(Instruction.on(CallKind.SPACE).fails(403, "Forbidden.AccessDenied." + limit));
        long begun = System.nanoTime();
        assertThat(rows("SELECT name FROM spaces WHERE space_id = '854'")).hasSize(1);
        // The rest of the service's second.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(emulator.unusedInstructions()).isEmpty();
    }

    @Test
    void throttlingIsNotWaitedOutBeyondTheDeadline() throws Exception {
        start("");
        for (int i = 0; i < 6; i++) {
            emulator.instruct(Instruction.on(CallKind.SPACE).throttles());
        }
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            long begun = System.nanoTime();
            assertThatThrownBy(() -> {
                        try (ResultSet rows =
                                statement.executeQuery("SELECT name FROM spaces WHERE space_id = '854'")) {
                            rows.next();
                        }
                    })
                    .isInstanceOf(SQLTimeoutException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        }
        assertThat(emulator.calls(CallKind.SPACE)).isBetween(1L, 2L);
        assertThat(emulator.withdrawInstructions()).hasSizeBetween(4, 5);
    }

    @Test
    void theQuotaOfTheMonthIsFinalAtOnce() throws Exception {
        start(DingTalkEmulator.builder().monthlyQuota(1), "");
        assertThat(rows("SELECT name FROM spaces WHERE space_id = '854'")).hasSize(1);
        assertThatThrownBy(() -> rows(ALL))
                .hasMessageContaining("ApiCountLimitForOrg")
                .hasMessageContaining("wait for the next month");
        assertThat(emulator.calls(CallKind.ALL_DENTRIES)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "200; application/json; {\"status\":1111,\"wait\":5,\"source\":\"x5\",\"punish\":\"deny\"}",
                "403; text/html; <!DOCTYPE html><html><body>punish</body></html>",
                "429; text/html; <html></html>",
            })
    void aBannedAddressMakesNoMoreCalls(int status, String type, String body) throws Exception {
        start("");
        emulator.instruct(Instruction.on(CallKind.SPACE).answers(status, type, body));
        assertThatThrownBy(() -> rows("SELECT name FROM spaces WHERE space_id = '854'"))
                .hasMessageContaining("banned this IP address");
        assertThatThrownBy(() -> rows("SELECT name FROM workspaces")).hasMessageContaining("no call is made");
        assertThat(emulator.calls(CallKind.WORKSPACES)).isZero();
    }

    @Test
    void callsShowWhatWasAskedAndWhatItCost() throws Exception {
        start("");
        Instant begun = Instant.now();
        String marker = "SELECT count(*) AS marker_a7 FROM file_content WHERE space_id = '854' AND dentry_id = '798'";
        rows(marker);
        rows(marker);

        String calls = "SELECT api, status, cache_hit, request_id IS NOT NULL, bytes > 0, statement FROM calls WHERE"
                + " statement LIKE '%marker_a7%' AND statement NOT LIKE '%NOT LIKE%' AND api <> 'oauth2/accessToken'";
        String statement = "SELECT count(*) AS marker_a7 FROM file_content WHERE space_id = '…' AND dentry_id = '…'";
        // The end of a transfer is noted on its own thread.
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (rows(calls).size() < 4 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(rows(calls))
                .containsExactlyInAnyOrder(
                        "storage/downloadInfos|200|false|true|true|" + statement,
                        "object|200|false|true|true|" + statement,
                        "storage/downloadInfos|null|true|false|false|" + statement,
                        "object|200|false|true|true|" + statement);
        assertThat(rows("SELECT count(DISTINCT statement_id) FROM calls WHERE statement LIKE '%marker_a7%'"
                        + " AND statement NOT LIKE '%LIKE%'"))
                .containsExactly("2");
        assertThat(rows(
                        "SELECT count(*) FROM calls WHERE statement LIKE '%marker_a7%' AND NOT (called_at BETWEEN ? AND ?"
                                + " AND milliseconds >= 0 AND bytes >= 0 AND statement_id <> '')",
                        Timestamp.from(begun.minusSeconds(1)),
                        Timestamp.from(Instant.now().plusSeconds(1))))
                .containsExactly("0");
        assertThat(rows("SELECT * FROM calls").toString())
                .doesNotContain(emulator.appSecret(), emulator.unionId(), "Authorization", "Signature")
                .doesNotContain(emulator.accessToken());
    }

    @Test
    void refusedAndRepeatedCallsAreShownToo() throws Exception {
        start("");
        emulator.instruct(
                Instruction.on(CallKind.SPACE).throttles(),
                Instruction.on(CallKind.SPACE).fails(404, "spaceNotExist"));
        assertThatThrownBy(() -> rows("SELECT name AS marker_b8 FROM spaces WHERE space_id = '854'"))
                .hasMessageContaining("spaceNotExist");
        assertThat(rows("SELECT api, status, cache_hit, request_id IS NOT NULL FROM calls WHERE statement LIKE"
                        + " '%AS marker_b8%' AND api LIKE 'storage/%'"))
                .containsExactly("storage/spaces/{id}|403|false|true", "storage/spaces/{id}|404|false|true");
    }

    @Test
    void aLineForEachQueryIsLogged() throws Exception {
        start("");
        ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
        Logger logger = Logger.getLogger("io.github.dingtalksql.jdbc.RunningQuery");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getLevel() + " " + line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        logger.setLevel(Level.FINE);
        try {
            rows("SELECT name FROM spaces WHERE space_id = '854'");
        } finally {
            logger.setLevel(null);
            logger.removeHandler(handler);
        }
        assertThat(lines)
                .singleElement()
                .asString()
                .matches(
                        "FINE Statement [0-9a-f]{8}: 1 API calls, 0 answers from"
                                + " caches, 0 storage requests, \\d+ bytes, \\d+ ms: SELECT name FROM spaces WHERE space_id = '…'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Wiki.Workspace.Read; SELECT * FROM workspaces",
                "Storage.File.Read; SELECT * FROM dentries WHERE space_id = '854'",
                "Storage.Space.Read; SELECT * FROM spaces WHERE space_id = '854'",
                "Storage.DownloadInfo.Read; SELECT * FROM file_content WHERE space_id = '854' AND dentry_id = '798'",
            })
    void aMissingScopeIsNamedWithWhereToGrantIt(String scope, String sql) throws Exception {
        start(DingTalkEmulator.builder().withoutScope(scope), "");
        assertThatThrownBy(() -> rows(sql))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"))
                .hasMessageContaining("Grant the app the permission " + scope + " in DingTalk's developer console");
    }

    @ParameterizedTest
    @CsvSource({"Wiki.Node.Read", "Document.WorkspaceDocument.Read", "Storage.File.Read"})
    void resolvingALinkTellsWhichScopeItLacks(String scope) throws Exception {
        start(DingTalkEmulator.builder().withoutScope(scope), ";listingCacheSeconds=0");
        String root =
                rows("SELECT root_node_id FROM workspaces WHERE name = 'Sales'").get(0);
        if (!scope.equals("Wiki.Node.Read")) {
            root = rows("SELECT node_id FROM nodes WHERE parent_node_id = '" + root + "' AND name = 'app.log'")
                    .get(0);
        }
        String node = root;
        assertThatThrownBy(() -> rows("SELECT * FROM resolve(?)", node))
                .hasMessageContaining("Grant the app the permission " + scope);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "403; orgAuthLevelNotEnough; certification level is too low",
                "403; Forbidden.AccessDenied.IpNotInWhiteList; Add this machine's address to the app's server IP allow",
                "404; nodeNotExist; Check the node's id or link",
                "404; documentNotExist; There is no file behind this node",
                "400; paramError; Check node and unionId of the query",
            })
    void eachRefusalHasItsOwnSentence(int status, String code, String sentence) throws Exception {
        start("");
        emulator.instruct(Instruction.on(CallKind.NODE).fails(status, code));
        assertThatThrownBy(() -> rows("SELECT * FROM resolve('MNDoBb60VLYDGNPytrr5')"))
                .hasMessageContaining(code)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining(emulator.unionId());
        assertThat(emulator.unusedInstructions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', node must be", "'../../x', node must be", "'a b', node must be"})
    void whatIsNeitherLinkNorIdIsRefusedWithoutACall(String node, String message) throws Exception {
        start("");
        assertThatThrownBy(() -> rows("SELECT * FROM resolve(?)", node)).hasMessageContaining(message);
        assertThat(emulator.calls(CallKind.NODE)).isZero();
    }

    @Test
    void aRefusalNamesOperatorAndRoleButNotTheWholeUnionId() throws Exception {
        start("");
        assertThatThrownBy(() -> rows("SELECT * FROM file_content WHERE space_id = '854' AND dentry_id = '902'"))
                .hasMessageContaining("permissionDenied")
                .hasMessageContaining("The operator (unionId "
                        + emulator.unionId().substring(0, 4) + "…) needs the" + " right to download this file")
                .hasMessageNotContaining(emulator.unionId());
    }

    @Test
    void anOperatorOfNoOrganisationIsToldSo() throws Exception {
        start("");
        try (Connection other = connect("unionId=nobody")) {
            assertThatThrownBy(() -> Rows.of(other, "SELECT * FROM workspaces"))
                    .hasMessageContaining("is no member of the app's organisation who may do this: check unionId");
        }
    }

    @Test
    void aUserIdInPlaceOfAUnionIdIsRecognised() throws Exception {
        start("");
        try (Connection other = connect("unionId=" + emulator.userId())) {
            assertThatThrownBy(() -> Rows.of(other, "SELECT * FROM workspaces"))
                    .hasMessageContaining("not a unionId of this organisation")
                    .hasMessageContaining("property userId instead of unionId");
        }
    }

    @Test
    void anUnknownUserIdIsNamedAsTheCause() throws Exception {
        start("");
        try (Connection other = connect("userId=nobody")) {
            assertThatThrownBy(() -> Rows.of(other, "SELECT * FROM workspaces"))
                    .hasMessageContaining("60121")
                    .hasMessageContaining("Check userId");
        }
    }

    @Test
    void documentsAndFoldersThatAreNoFilesAreTold() throws Exception {
        start("");
        String node = "SELECT d.node_id FROM workspaces w JOIN nodes d ON d.parent_node_id = w.root_node_id WHERE"
                + " w.name = 'Engineering' AND d.name = ?";
        assertThatThrownBy(() ->
                        rows("SELECT content FROM file_content WHERE node IN (" + node + ")", "Architecture.adoc"))
                .hasMessageContaining("(Architecture.adoc) is an online document (adoc), not a file");
        assertThatThrownBy(() -> rows("SELECT content FROM file_content WHERE node IN (" + node + ")", "Logs"))
                .hasMessageContaining(
                        "(Logs) is a folder, not a file. List its files: SELECT name, node_id FROM nodes");
        assertThat(emulator.calls(CallKind.DOWNLOAD_INFO)).isZero();
    }

    @Test
    void aFolderThatMayNotBeReadFailsTheWalkUnlessItMayBeSkipped() throws Exception {
        start("");
        Instruction refused = Instruction.on(CallKind.NODES).fails(403, "permissionDenied");
        String sql = "SELECT count(*) FROM nodes n JOIN workspaces w ON n.workspace_id = w.workspace_id"
                + " WHERE w.name = 'Engineering' AND n.recursive";
        emulator.instruct(refused.when(new Nth(2)::isNow));
        assertThatThrownBy(() -> rows(sql)).hasMessageContaining("In folder /Meetings");
        try (Connection lenient = connect("onFileError=skip;listingCacheSeconds=0;unionId=" + emulator.unionId())) {
            emulator.instruct(refused.when(new Nth(2)::isNow));
            // 184 nodes without the 120 meetings.
            assertThat(Rows.of(lenient, sql)).containsExactly("64");
        }
        assertThat(emulator.unusedInstructions()).isEmpty();
    }

    /** Meets the n-th request that it is asked about. */
    private static final class Nth {
        private final int wanted;
        private int seen;

        Nth(int wanted) {
            this.wanted = wanted;
        }

        boolean isNow(Object request) {
            return ++seen == wanted;
        }
    }
}
