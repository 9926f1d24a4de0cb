// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.Instruction;
import io.github.dingtalksql.emulator.ObjectBytes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the first row comes if only the first thousand bytes, fifty whole records, do. */
class FirstRowTest {
    private static final String TEXT = "1,a record of 20 by\n".repeat(10_000);

    private final CountDownLatch release = new CountDownLatch(1);
    private DingTalkEmulator emulator;

    @BeforeEach
    void start() throws Exception {
        emulator = DingTalkEmulator.builder()
                .file(
                        EmulatedFile.of("854", "1", "plain.csv", ObjectBytes.of(TEXT.getBytes(StandardCharsets.UTF_8))),
                        EmulatedFile.of(
                                "854",
                                "2",
                                "marked.csv",
                                ObjectBytes.of(("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_8))))
                .start();
    }

    @AfterEach
    void stop() {
        release.countDown();
        emulator.close();
    }

    private Connection connect(int readTimeout) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("accessToken", emulator.accessToken());
        properties.setProperty("unionId", emulator.unionId());
        properties.setProperty("readTimeout", Integer.toString(readTimeout));
        return DriverManager.getConnection("jdbc:dingtalk:endpoint=" + emulator.endpoint(), properties);
    }

    /** Nothing ends the stall but the end of the test, so that a row that waits for more never comes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dentry_id = '1' AND charset = 'UTF-8'",
                "dentry_id = '1' AND charset = 'GB18030'",
                "dentry_id = '1' AND charset = 'UTF-8' AND format = 'text'",
                "dentry_id = '2'",
                "dentry_id = '2' AND format = 'text'"
            })
    @Timeout(30)
    void aCharsetThatIsNamedOrMarkedLetsTheFirstRecordsOutAtOnce(String file) throws Exception {
        emulator.instruct(Instruction.onObject().stallsAfter(1000, release));
        try (Connection connection = connect(600_000);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT content FROM file_content WHERE space_id = '854' AND " + file)) {
            for (int row = 1; row <= 40; row++) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("1,a record of 20 by");
            }
        }
    }

    /** The read timeout ends the stall, as any other. */
    @Test
    @Timeout(30)
    void aCharsetThatHasToBeDetectedIsKnownWhenTheStallIsOver() throws Exception {
        emulator.instruct(Instruction.onObject().stallsAfter(1000, release));
        try (Connection connection = connect(300);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT content FROM file_content WHERE space_id = '854' AND dentry_id = '1' LIMIT 1")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.next()).isFalse();
        }
        assertThat(emulator.calls(CallKind.OBJECT)).isEqualTo(2);
    }

    /** Enough for the read timeout never to come, and so little that it would take eleven minutes. */
    @Test
    @Timeout(30)
    void aTrickleHoldsNobodyLongerThanTheQueryTimeout() throws Exception {
        emulator.instruct(Instruction.onObject().paces(100));
        try (Connection connection = connect(10_000);
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(() -> {
                        try (ResultSet rows = statement.executeQuery("SELECT content FROM file_content"
                                + " WHERE space_id = '854' AND dentry_id = '1' LIMIT 1")) {
                            rows.next();
                        }
                    })
                    .isInstanceOf(SQLTimeoutException.class);
        }
    }
}
