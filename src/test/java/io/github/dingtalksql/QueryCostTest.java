// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.JournalEntry;
import io.github.dingtalksql.emulator.VirtualCsv;
import io.github.dingtalksql.testing.Rows;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many calls and requests a query makes for which files, as the emulator counts them. */
class QueryCostTest {
    private static final VirtualCsv CSV = VirtualCsv.ofLength(64L << 20);
    private static final String FILE = "file_content WHERE space_id = '854' AND dentry_id = ";

    private DingTalkEmulator emulator;
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        DingTalkEmulator.Builder builder = DingTalkEmulator.builder().samples();
        for (int id = 1001; id <= 1006; id++) {
            builder.file(EmulatedFile.of("854", String.valueOf(id), id + ".csv", CSV.bytes()));
        }
        emulator = builder.start();
        Properties properties = new Properties();
        properties.setProperty("user", emulator.appKey());
        properties.setProperty("password", emulator.appSecret());
        connection = DriverManager.getConnection(
                "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";unionId=" + emulator.unionId(), properties);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        emulator.close();
    }

    private List<String> rows(String sql, Object... parameters) throws SQLException {
        return Rows.of(connection, sql, parameters);
    }

    private List<String> filesAskedFor() {
        return emulator.journal().stream()
                .filter(entry -> entry.kind() == CallKind.DOWNLOAD_INFO)
                .map(JournalEntry::file)
                .sorted()
                .toList();
    }

    private long bytes() {
        return emulator.journal().stream()
                .filter(entry -> entry.kind() == CallKind.OBJECT)
                .mapToLong(JournalEntry::bytesWritten)
                .sum();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT content FROM " + FILE + "'1001' LIMIT 10",
                "SELECT content FROM " + FILE + "'1001' OFFSET 5 FETCH NEXT 10 ROWS ONLY",
                "SELECT content FROM " + FILE + "'1001' LIMIT 10 OFFSET 3",
                "SELECT content FROM (SELECT * FROM " + FILE + "'1001') AS t LIMIT 10",
                "SELECT content FROM " + FILE + "'1001' UNION ALL SELECT content FROM " + FILE + "'1002' LIMIT 10",
                "SELECT content FROM file_content WHERE space_id = '854' AND dentry_id IN ('1001', '1002', '1003')"
                        + " LIMIT 10",
                "SELECT f.content FROM (VALUES ('1001'), ('1002')) AS t(d) JOIN file_content f ON f.space_id = '854' AND"
                        + " f.dentry_id = t.d LIMIT 10",
                "SELECT f.content FROM (VALUES ('1001'), ('1002')) AS t(d) LEFT JOIN file_content f ON f.space_id ="
                        + " '854' AND f.dentry_id = t.d LIMIT 10",
            })
    void aLimitReachesTheFirstFileOnly(String sql) throws SQLException {
        assertThat(rows(sql)).hasSize(10);
        assertThat(filesAskedFor()).containsExactly("854/1001");
        assertThat(emulator.calls(CallKind.OBJECT)).isEqualTo(1);
        assertThat(bytes()).isLessThanOrEqualTo(256 << 10);
    }

    @Test
    void aLimitMayBeAParameter() throws SQLException {
        assertThat(rows("SELECT content FROM " + FILE + "'1001' LIMIT ?", 10)).hasSize(10);
        assertThat(rows("SELECT content FROM " + FILE + "'1001' LIMIT ? OFFSET ?", 10, 2))
                .hasSize(10);
        assertThat(filesAskedFor()).containsExactly("854/1001");
        assertThat(emulator.calls(CallKind.OBJECT)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "record_number <= 5; 5",
                "record_number < 6; 5",
                "record_number BETWEEN 2 AND 5; 4",
                "record_number = 3; 1",
                "record_number IN (1, 4); 2",
                "byte_offset < 100; 1",
            })
    void anUpperBoundEndsTheReading(String bound, int most) throws SQLException {
        assertThat(rows("SELECT content FROM " + FILE + "'1001' AND " + bound))
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(Math.max(most, 5));
        assertThat(emulator.calls(CallKind.OBJECT)).isEqualTo(1);
        assertThat(bytes()).isLessThanOrEqualTo(256 << 10);
    }

    @Test
    void alsoOfParameters() throws SQLException {
        assertThat(rows("SELECT content FROM " + FILE + "? AND record_number <= ?", 1001, 7))
                .hasSize(7);
        assertThat(emulator.calls(CallKind.OBJECT)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dentry_id = '1001' AND dentry_id = '1002'",
                "dentry_id = '1001' AND 1 = 0",
                "dentry_id = NULL",
                "dentry_id IN ('1001', '1002') AND dentry_id = '1003'",
                "dentry_id = '1001' AND record_number < 0",
                "dentry_id = '1001' AND byte_offset > 10 AND byte_offset < 5",
            })
    void aContradictionReadsNothing(String condition) throws SQLException {
        assertThat(rows("SELECT content FROM file_content WHERE space_id = '854' AND " + condition))
                .isEmpty();
        assertThat(emulator.journal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dentry_id IN ('799', '799', '799')",
                "(dentry_id = '799' OR dentry_id = 799 OR dentry_id = '799')",
                "(space_id, dentry_id) IN (VALUES ('854', '799'), ('854', '799'))",
                "dentry_id IN (SELECT d FROM (VALUES ('799'), ('799')) AS t(d))",
            })
    void aKeyThatIsThereTwiceIsReadOnce(String condition) throws SQLException {
        rows("SELECT content FROM file_content WHERE space_id = '854' AND " + condition);
        assertThat(filesAskedFor()).containsExactly("854/799");
        assertThat(emulator.calls(CallKind.OBJECT)).isEqualTo(1);
    }

    @Test
    void aSelfJoinMakesOneCall() throws SQLException {
        rows("SELECT a.content, b.content FROM file_content a JOIN file_content b ON a.space_id = b.space_id AND"
                + " a.dentry_id = b.dentry_id AND a.record_number = b.record_number WHERE a.space_id = '854' AND"
                + " a.dentry_id = '799'");
        assertThat(filesAskedFor()).containsExactly("854/799");
        assertThat(emulator.calls(CallKind.OBJECT)).isLessThanOrEqualTo(2);
    }

    /** More than the first screen of rows is wanted, so that the next files start while the first one is read. */
    @Test
    void theNextFilesStartAndTheLimitStopsThemAll() throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT content FROM file_content WHERE space_id = '854' AND"
                        + " dentry_id IN ('1001', '1002', '1003', '1004', '1005', '1006') LIMIT 5000")) {
            for (int row = 0; row < 300; row++) {
                assertThat(rows.next()).isTrue();
            }
            await(() -> filesAskedFor().size() == 4);
            int read = 300;
            while (rows.next()) {
                read++;
            }
            assertThat(read).isEqualTo(5000);
        }
        assertThat(filesAskedFor()).containsExactly("854/1001", "854/1002", "854/1003", "854/1004");
        assertThat(bytes()).isLessThan(16 << 20);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it did not happen").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
