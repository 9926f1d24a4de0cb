// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.Instruction;
import io.github.dingtalksql.emulator.OddPaging;
import io.github.dingtalksql.testing.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings are complete or fail, however oddly the service cuts them into pages. */
class PagingTest {
    private static final String ALL = "SELECT dentry_id FROM dentries WHERE space_id = '860'";
    private static final String MEETINGS =
            "SELECT dentry_id FROM dentries WHERE space_id = '860' AND parent_id = '2001'";

    private DingTalkEmulator emulator;
    private Connection connection;

    private void start(OddPaging... oddities) throws Exception {
        start(DingTalkEmulator.builder().samples().oddPaging(oddities));
    }

    private void start(DingTalkEmulator.Builder builder) throws Exception {
        emulator = builder.start();
        Properties properties = new Properties();
        properties.setProperty("user", emulator.appKey());
        properties.setProperty("password", emulator.appSecret());
        connection = DriverManager.getConnection(
                "jdbc:dingtalk:listingCacheSeconds=0;endpoint=" + emulator.endpoint() + ";unionId="
                        + emulator.unionId(),
                properties);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        emulator.close();
    }

    private List<String> rows(String sql) throws SQLException {
        return Rows.of(connection, sql);
    }

    @ParameterizedTest
    @EnumSource(
            value = OddPaging.class,
            names = {"SHORT_PAGES", "EMPTY_PAGES", "REPEATED_ROWS"})
    void whateverThePagesAreEachRowComesOnce(OddPaging oddity) throws Exception {
        start(oddity);
        assertThat(rows(ALL)).hasSize(184).doesNotHaveDuplicates();
        assertThat(rows(MEETINGS)).hasSize(120).doesNotHaveDuplicates();
        assertThat(rows("SELECT n.node_id FROM workspaces w JOIN nodes n ON n.workspace_id = w.workspace_id WHERE"
                        + " n.recursive AND w.name = 'Engineering' AND n.path LIKE '/Meetings/%'"))
                .hasSize(120)
                .doesNotHaveDuplicates();
        assertThat(rows("SELECT version FROM file_versions WHERE space_id = '860' AND dentry_id = '2021'"))
                .hasSize(5)
                .doesNotHaveDuplicates();
    }

    /** More knowledge bases than a page of 30, more versions than one of 100. */
    @Test
    void thePagesOfOtherListingsAreTurnedToo(@TempDir Path folder) throws Exception {
        DingTalkEmulator.Builder builder = DingTalkEmulator.builder();
        for (int i = 0; i < 65; i++) {
            Path root = Files.createDirectory(folder.resolve("Base " + i));
            builder.root(Integer.toString(7000 + i), root);
        }
        Files.writeString(folder.resolve("Base 0/a.csv"), "a");
        start(builder);
        for (int i = 0; i < 230; i++) {
            emulator.addVersion("7000", "1001", new byte[] {'a'});
        }
        assertThat(rows("SELECT name FROM workspaces")).hasSize(65).doesNotHaveDuplicates();
        assertThat(emulator.calls(CallKind.WORKSPACES)).isEqualTo(3);
        assertThat(rows("SELECT version FROM file_versions WHERE space_id = '7000' AND dentry_id = '1001'"))
                .hasSize(231)
                .doesNotHaveDuplicates();
        assertThat(emulator.calls(CallKind.VERSIONS)).isEqualTo(3);
    }

    @Test
    void aListingWithoutAnEndFailsInsteadOfBeingCut() throws Exception {
        start(OddPaging.REPEATED_TOKEN);
        assertThatThrownBy(() -> rows(ALL)).hasMessageContaining("the same nextToken twice");
        assertThat(emulator.calls(CallKind.ALL_DENTRIES)).isLessThan(5);
    }

    @Test
    void aTokenThatBecameInvalidBeginsTheListingAgain() throws Exception {
        start();
        Set<String> seen = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(ALL)) {
            while (result.next()) {
                assertThat(seen.add(result.getString(1))).isTrue();
                if (seen.size() == 60) {
                    emulator.expireNextTokens();
                }
            }
        }
        assertThat(seen).hasSize(184);
        // Two pages, the refused third, and all four again.
        assertThat(emulator.calls(CallKind.ALL_DENTRIES)).isEqualTo(7);
    }

    @Test
    void tokensThatAreNeverValidFailTheListing() throws Exception {
        start();
        for (int i = 0; i < 3; i++) {
            emulator.instruct(Instruction.on(CallKind.ALL_DENTRIES)
                    .when(entry -> entry.body().contains("nextToken"))
                    .fails(400, "paramError"));
        }
        assertThatThrownBy(() -> rows(ALL)).hasMessageContaining("paramError");
        assertThat(emulator.unusedInstructions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"dentries\":null}",
                "{\"dentries\":{}}",
                "{\"dentries\":[{\"name\":\"no id\"}]}",
                "{\"dentries\":[{\"id\":\"1\",\"size\":\"large\"}]}",
                "{\"dentries\":[{\"id\":\"1\",\"createTime\":\"yesterday\"}]}",
                "{\"dentries\":[{\"id\":{\"x\":1}}]}",
            })
    void anAnswerThatIsNotAListingIsNoEmptyListing(String body) throws Exception {
        start();
        emulator.instruct(Instruction.on(CallKind.ALL_DENTRIES).answers(200, "application/json", body));
        assertThatThrownBy(() -> rows(ALL))
                .hasMessageContaining("Listing the space 860 failed: the answer is malformed");
    }

    @Test
    void timesAndNumbersAreReadInEveryForm() throws Exception {
        start();
        emulator.instruct(
                Instruction.on(CallKind.ALL_DENTRIES)
                        .answers(
                                200,
                                "application/json",
                                "{\"nextToken\":null,\"dentries\":[{\"id\":1,\"size\":\"7\",\"createTime\":"
                                        + "\"2022-07-29T14:55Z\",\"modifiedTime\":\"2022-07-29T14:55:01.5+08:00\",\"x\":[]}]}"));
        assertThat(rows("SELECT dentry_id, size, name, create_time > modified_time FROM dentries WHERE space_id = '1'"))
                .containsExactly("1|7|null|true");
    }
}
