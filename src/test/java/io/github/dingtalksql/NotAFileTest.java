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
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever asks for the bytes of something that has none is told what it is, whichever way it was asked for. */
class NotAFileTest {
    /** With the dentry's id as {@code %s}. */
    private static final List<String> WAYS = List.of(
            "SELECT * FROM file_content WHERE space_id = '854' AND dentry_id = '%s'",
            "SELECT * FROM download_info('854', '%s')",
            "SELECT * FROM read_csv('854', '%s')",
            "SELECT * FROM read_csv('854', '%s', columns => 'A VARCHAR')",
            "SELECT * FROM read_json('854', '%s')",
            "SELECT * FROM read_text('854', '%s')",
            "SELECT * FROM read_blob('854', '%s')",
            "SELECT * FROM files.f%s");

    private DingTalkEmulator emulator;
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        emulator = DingTalkEmulator.builder().samples().callsPerSecond(1000).start();
        connection = connect("files='F601:854/601,F651:854/651,F901:854/901,F902:854/902,F904:854/904'");
    }

    private Connection connect(String more) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", emulator.appKey());
        properties.setProperty("password", emulator.appSecret());
        return DriverManager.getConnection(
                "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";unionId=" + emulator.unionId() + ";" + more,
                properties);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        emulator.close();
    }

    static Stream<Arguments> waysAndKinds() {
        List<Arguments> all = new ArrayList<>();
        for (String way : WAYS) {
            all.add(Arguments.of(
                    way, "601", "0A000", "854/601 (Reports) is a folder, not a file. List its files: SELECT"));
            all.add(Arguments.of(
                    way, "651", "0A000", "(Sales handbook.adoc) is an online document (adoc), not a file"));
            all.add(Arguments.of(way, "904", "0A000", "There are no bytes to read"));
            all.add(Arguments.of(way, "901", "55000", "DingTalk has begun to fetch the file back: try again"));
            all.add(Arguments.of(
                    way, "902", "42501", "needs the right to download this file (role DOWNLOADER or more)"));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("waysAndKinds")
    void isToldWhatItIs(String way, String dentryId, String state, String sentence) {
        assertThatThrownBy(() -> Rows.of(connection, way.formatted(dentryId)))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state))
                .hasMessageContaining(sentence)
                .hasMessageContaining("request id");
    }

    @Test
    void aLinkOrNodeInPlaceOfAnIdIsToldWhereItGoes() throws Exception {
        assertThatThrownBy(() -> Rows.of(connection, WAYS.get(0).formatted("https://alidocs.dingtalk.com/i/nodes/x")))
                .hasMessageContaining("dentry_id is an id, not a link. A link goes into file_content.node");
        assertThat(emulator.journal()).isEmpty();
        assertThatThrownBy(() -> Rows.of(connection, WAYS.get(2).formatted("MNDoBb60VLYDGNPytrr5")))
                .hasMessageContaining("paramError.dentryId")
                .hasMessageContaining("a node's id goes into file_content.node or resolve");
    }

    @Test
    void theAdviceForAFolderWorks() throws Exception {
        SQLException refusal = org.assertj.core.api.Assertions.catchThrowableOfType(
                SQLException.class, () -> Rows.of(connection, WAYS.get(0).formatted("601")));
        String advice = refusal.getMessage().replaceAll("(?s).*List its files: (.*)\\.", "$1");
        assertThat(Rows.of(connection, advice)).containsExactly("2026|602");
    }

    @Test
    void withoutTheRightToAskWhatItIsTheCodeHasToDo() throws Exception {
        emulator.instruct(
                Instruction.on(CallKind.DENTRY).fails(403, "Forbidden.AccessDenied.AccessTokenPermissionDenied"));
        assertThatThrownBy(() -> Rows.of(connection, WAYS.get(0).formatted("601")))
                .hasMessageContaining("operationNotSupported")
                .hasMessageContaining(
                        "it is an online document (adoc, axls …), which has to be exported first, or a folder");
        assertThat(emulator.unusedInstructions()).isEmpty();
    }

    @Test
    void askingWhatItIsKeepsToTheBudget() throws Exception {
        try (Connection poor = connect("maxApiCallsPerQuery=1;listingCacheSeconds=0")) {
            assertThatThrownBy(() -> Rows.of(poor, WAYS.get(0).formatted("601")))
                    .hasMessageContaining("operationNotSupported");
        }
        assertThat(emulator.calls(CallKind.DENTRY)).isZero();
    }

    @Test
    void aShortcutToAFolderIsNoFile() throws Exception {
        String node = Rows.of(
                        connection,
                        "SELECT n.node_id FROM workspaces w JOIN nodes n ON n.parent_node_id = w.root_node_id AND"
                                + " n.recursive WHERE w.name = 'Sales' AND n.extension = 'dlink'")
                .get(0);
        assertThatThrownBy(() -> Rows.of(connection, "SELECT * FROM file_content WHERE node = ?", node))
                .hasMessageContaining("is a shortcut to a folder, not a file");
    }
}
