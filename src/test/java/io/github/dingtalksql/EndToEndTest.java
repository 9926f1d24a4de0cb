// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.Instruction;
import io.github.dingtalksql.emulator.VirtualCsv;
import io.github.dingtalksql.testing.Rows;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL through JDBC to the emulator and back: what is read, and what it costs. */
class EndToEndTest {
    private static final VirtualCsv BIG = VirtualCsv.ofLength(1L << 30);

    private DingTalkEmulator emulator;
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        emulator = DingTalkEmulator.builder()
                .samples()
                .file(EmulatedFile.of("854", "1000", "big.csv", BIG.bytes()))
                .start();
        connection = connect("");
    }

    private Connection connect(String more) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", emulator.appKey());
        properties.setProperty("password", emulator.appSecret());
        return DriverManager.getConnection(
                "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";unionId=" + emulator.unionId() + more, properties);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        emulator.close();
    }

    private List<String> rows(String sql, Object... parameters) throws SQLException {
        return Rows.of(connection, sql, parameters);
    }

    private long objectBytes() {
        return emulator.journal().stream()
                .filter(entry -> entry.kind() == CallKind.OBJECT)
                .mapToLong(entry -> entry.bytesWritten())
                .sum();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT dentry_id, version, protocol FROM download_info('854', '798', 1)",
                "SELECT dentry_id, version, protocol FROM TABLE(download_info('854', '798', 1))",
                "SELECT dentry_id, version, protocol FROM download_info(dentry_id => '798', version => 1, space_id => '854')",
                "SELECT dentry_id, version, protocol FROM download_info('854', '798', version => 1)",
                "SELECT d.dentry_id, d.version, d.protocol FROM (VALUES ('798')) AS t(id),"
                        + " LATERAL TABLE(download_info('854', t.id, 1)) AS d",
            })
    void callsTheFunctionInEveryForm(String sql) throws SQLException {
        assertThat(rows(sql)).containsExactly("798|1|HEADER_SIGNATURE");
        assertThat(emulator.calls(CallKind.DOWNLOAD_INFO)).isEqualTo(1);
    }

    @Test
    void callsTheFunctionWithParameters() throws SQLException {
        assertThat(rows("SELECT version, dentry_id FROM download_info(?, ?, version => ?)", "854", 798, 2L))
                .containsExactly("2|798");
    }

    @Test
    void namedArgumentsComeLast() {
        assertThatThrownBy(() -> rows("SELECT protocol FROM download_info(space_id => '854', '798')"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("column 55");
    }

    @Test
    void sendsOptionsOnlyAsTold() throws SQLException {
        rows("SELECT protocol FROM download_info('854', '798')");
        rows("SELECT protocol FROM download_info('854', '798', 2)");
        rows("SELECT protocol FROM download_info('854', '798', prefer_intranet => TRUE)");

        assertThat(emulator.journal().stream()
                        .filter(entry -> entry.kind() == CallKind.DOWNLOAD_INFO)
                        .map(entry -> entry.body()))
                .containsExactly(
                        "{\"option\":{\"preferIntranet\":false}}",
                        "{\"option\":{\"preferIntranet\":false,\"version\":2}}",
                        "{\"option\":{\"preferIntranet\":true}}");
    }

    @Test
    void preparingExplainingAndMetadataCostNoCall() throws SQLException {
        try (Connection other = connect("")) {
            other.isValid(1);
            other.getMetaData().getTables(null, null, "%", null).close();
            other.getMetaData().getColumns(null, null, "%", "%").close();
            other.getMetaData().getFunctionColumns(null, null, "%", "%").close();
            other.prepareStatement("SELECT * FROM file_content WHERE space_id = ? AND dentry_id = ?")
                    .getMetaData();
        }
        rows("EXPLAIN PLAN FOR SELECT * FROM file_content WHERE space_id = '854' AND dentry_id = '798'");
        rows("SELECT * FROM file_content WHERE space_id = '854' AND dentry_id = '798' AND 1 = 0");
        rows("SELECT * FROM (SELECT * FROM file_content) t WHERE 1 = 0");
        assertThatThrownBy(() -> rows("SELECT * FROM file_content WHERE space_id = '854'"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).startsWith("42"))
                .hasMessageContaining("file_content")
                .hasMessageContaining("dentry_id");

        assertThat(emulator.journal()).isEmpty();
    }

    @Test
    void readsAQuotedRecordAsItStandsAndAsFields() throws SQLException {
        List<String> whole = rows("SELECT byte_offset, byte_length, content FROM file_content"
                + " WHERE space_id = '854' AND dentry_id = '798' AND content LIKE '%\n%' LIMIT 1");

        assertThat(whole).hasSize(1);
        String[] parts = whole.get(0).split("\\|", 3);
        assertThat(parts[2].getBytes(java.nio.charset.StandardCharsets.UTF_8)).hasSize(Integer.parseInt(parts[1]));
        assertThat(rows(
                        "SELECT content, record_number FROM file_content WHERE space_id = '854' AND dentry_id = '798'"
                                + " AND byte_offset = ?",
                        Long.parseLong(parts[0])))
                .containsExactly(parts[2] + "|1");
    }

    @Test
    void oneCallAndOneTokenForTheWholeScan() throws SQLException {
        assertThat(rows(
                        "SELECT COUNT(*), MAX(byte_offset) FROM file_content WHERE space_id = '854' AND dentry_id = '1000'"
                                + " AND byte_offset < 60000000"))
                .hasSize(1);
        assertThat(
                        rows(
                                "SELECT COUNT(*) FROM file_content WHERE space_id = 854 AND dentry_id = 1000 AND byte_offset < 100000"))
                .hasSize(1);

        assertThat(emulator.calls(CallKind.DOWNLOAD_INFO)).isEqualTo(1);
        assertThat(emulator.calls(CallKind.TOKEN)).isEqualTo(1);
    }

    @Test
    void case119_oneFileSeveralTimesInAQueryIsAskedForOnce() throws SQLException {
        String file = "file_content WHERE space_id = '854' AND dentry_id = '798'";

        assertThat(rows("SELECT a.record_number, (SELECT MAX(record_number) FROM " + file + ") FROM (SELECT * FROM "
                        + file + ") a JOIN (SELECT * FROM " + file + ") b ON a.record_number = b.record_number"
                        + " WHERE a.record_number IN (SELECT record_number FROM " + file
                        + " AND record_number < 4) UNION ALL SELECT record_number, 0 FROM " + file
                        + " AND record_number = 1"))
                .hasSize(4);

        assertThat(emulator.calls(CallKind.DOWNLOAD_INFO)).isEqualTo(1);
        assertThat(emulator.calls(CallKind.TOKEN)).isEqualTo(1);
    }

    @Test
    void aLimitTransfersLittle() throws SQLException {
        assertThat(rows("SELECT content FROM file_content WHERE space_id = '854' AND dentry_id = '1000' LIMIT 10"))
                .hasSize(10);

        assertThat(objectBytes()).isLessThanOrEqualTo(256 << 10);
        assertThat(emulator.calls(CallKind.OBJECT)).isEqualTo(1);
    }

    @Test
    void closingEarlyStopsTheTransfer() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT content FROM file_content WHERE space_id = '854' AND dentry_id = '1000'")) {
            result.next();
        }

        assertThat(objectBytes()).isLessThanOrEqualTo(1 << 20);
    }

    @Test
    void anyRowCanBeFetchedAgainByASmallRange() throws SQLException {
        long offset = VirtualCsv.offset(5_000_000);

        assertThat(rows(
                        "SELECT record_number, content FROM file_content WHERE space_id = '854' AND dentry_id = '1000'"
                                + " AND byte_offset BETWEEN ? AND ?",
                        offset,
                        offset + VirtualCsv.RECORD_LENGTH - 1))
                .containsExactly("1|" + BIG.record(5_000_000));
        assertThat(objectBytes()).isLessThanOrEqualTo(256 << 10);
    }

    @Test
    void aCsvIsReadFromAnyOffset() throws SQLException {
        long far = VirtualCsv.offset(5_000_000);
        assertThat(rows("SELECT byte_offset FROM file_content WHERE space_id = '854' AND dentry_id = '1000'"
                        + " AND byte_offset >= " + (far + 5) + " LIMIT 1"))
                .containsExactly(String.valueOf(far + VirtualCsv.RECORD_LENGTH));
        assertThat(objectBytes()).isLessThanOrEqualTo(512 << 10);
    }

    @Test
    void aTextIsReadFromAnyOffset() throws SQLException {
        assertThat(rows("SELECT byte_offset FROM file_content WHERE space_id = '854' AND dentry_id = '1000'"
                        + " AND format = 'text' AND byte_offset >= " + (VirtualCsv.offset(1000) + 5) + " LIMIT 2"))
                .containsExactly(String.valueOf(VirtualCsv.offset(1001)), String.valueOf(VirtualCsv.offset(1002)));
    }

    @Test
    void versionsAndOperatorsAreKeys() throws SQLException {
        long current = rows("SELECT * FROM file_content WHERE space_id = '854' AND dentry_id = '798'")
                .size();
        long first = rows("SELECT * FROM file_content WHERE space_id = '854' AND dentry_id = '798' AND version = 1")
                .size();

        assertThat(first).isPositive().isNotEqualTo(current);
        assertThat(rows("SELECT union_id, version, format, charset FROM file_content WHERE space_id = '854'"
                        + " AND dentry_id = '798' AND version = 1 LIMIT 1"))
                .containsExactly(emulator.unionId() + "|1|csv|UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "paramError, 400, 22023",
        "paramError.spaceId, 400, 22023",
        "paramError.dentryId, 400, 22023",
        "operationNotSupported, 400, 0A000",
        "dentryDownloadProtocolNotSupport, 400, 0A000",
        "fileArchived, 400, 55000",
        "orgAuthLevelNotEnough, 403, 42501",
        "permissionDenied, 403, 42501",
        "spaceNotExist, 404, 42704",
        "dentryNotExist, 404, 42704",
        "systemError, 500, 58000",
        "unknownError, 500, 58000",
        "operationTimeout, 503, HYT00",
    })
    void everyDocumentedCodeIsAnErrorWithItsSqlState(String code, int status, String sqlState) throws Exception {
        try (Connection once = connect(";maxRetries=0")) {
            emulator.instruct(Instruction.onDownloadInfo().fails(status, code));
            try (Statement statement = once.createStatement()) {
                assertThatThrownBy(() -> {
                            try (ResultSet rows = statement.executeQuery(
                                    "SELECT content FROM file_content WHERE space_id = '854' AND dentry_id = '798'")) {
                                rows.next();
                            }
                        })
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo(sqlState))
                        .hasMessageContaining(code)
                        .hasMessageContaining("854/798");
            }
        }
        assertThat(emulator.unusedInstructions()).isEmpty();
    }

    @Test
    void aValueThatDoesNotConvertIsAnErrorWithItsPlace() {
        assertThatThrownBy(() -> rows("SELECT CAST(fields[6] AS INTEGER) FROM file_content"
                        + " WHERE space_id = '854' AND dentry_id = '798' AND version = 2"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22018"))
                .hasMessageContaining("854/798@2, record 1, byte offset 0")
                .hasMessageContaining("quantity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Asia/Shanghai", "America/St_Johns"})
    void timestampsAreTheSameInstantInEveryTimeZone(String zone) throws SQLException {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT expires_at, expires_at > CURRENT_TIMESTAMP FROM download_info('854', '798')")) {
            assertThat(rows.next()).isTrue();
            Instant inFifteenMinutes = Instant.now().plusSeconds(900);
            assertThat(rows.getTimestamp(1).toInstant())
                    .isBetween(inFifteenMinutes.minusSeconds(60), inFifteenMinutes.plusSeconds(1));
            assertThat(rows.getObject(1, LocalDateTime.class))
                    .isEqualTo(rows.getTimestamp(1).toLocalDateTime());
            assertThat(rows.getBoolean(2)).isTrue();
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void aFailureInTheMiddleOfAFileKeepsItsState() throws Exception {
        emulator.replace(
                "854", "802", "id,note\n1,a\n2,\"never closed\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThatThrownBy(() -> rows("SELECT content FROM file_content WHERE space_id = '854' AND dentry_id = '802'"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22000"))
                .hasMessageContaining("record 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"version > 0", "version <> 1", "version = 1 OR version IS NULL", "format LIKE 'text%'"})
    void conditionsThatBindNoVersionAreRefused(String condition) {
        assertThatThrownBy(() -> rows("SELECT 1 FROM file_content WHERE space_id = '854' AND dentry_id = '798' AND ("
                        + condition + ")"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("0A000"));
    }

    @Test
    void lateralTakesTheFunctionWithoutTable() throws SQLException {
        assertThat(
                        rows(
                                "SELECT d.dentry_id FROM (VALUES ('798')) AS t(id) CROSS JOIN LATERAL download_info('854', t.id) AS d"))
                .containsExactly("798");
        assertThat(rows("EXPLAIN SELECT 1")).isNotEmpty();
    }

    @Test
    void skippedFilesBecomeWarnings() throws SQLException {
        try (Connection skipping = connect(";onFileError=skip");
                Statement statement = skipping.createStatement();
                ResultSet rows = statement.executeQuery("SELECT DISTINCT dentry_id FROM file_content"
                        + " WHERE space_id = '854' AND dentry_id IN ('798', '9999999', '802')")) {
            List<String> read = new ArrayList<>();
            while (rows.next()) {
                read.add(rows.getString(1));
            }

            assertThat(read).containsExactlyInAnyOrder("798", "802");
            List<String> warnings = new ArrayList<>();
            for (SQLWarning w = rows.getWarnings(); w != null; w = w.getNextWarning()) {
                warnings.add(w.getSQLState() + " " + w.getMessage());
            }
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .startsWith("01000")
                    .contains("854/9999999", "dentryNotExist");
        }
        assertThatThrownBy(() -> rows("SELECT DISTINCT dentry_id FROM file_content"
                        + " WHERE space_id = '854' AND dentry_id IN ('798', '9999999', '802')"))
                .hasMessageContaining("854/9999999");
    }

    @Test
    void rowsAppearWhileBytesStillArrive() throws Exception {
        CountDownLatch rowRead = new CountDownLatch(1);
        emulator.instruct(Instruction.onObject().stallsAfter(80_000, rowRead));
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT content FROM file_content WHERE space_id = '854'"
                        + " AND dentry_id = '1000' AND format = 'text' AND charset = 'UTF-8' LIMIT 2000")) {
            int rows = 0;
            while (result.next()) {
                if (rows++ == 100) {
                    rowRead.countDown();
                }
            }
            assertThat(rows).isEqualTo(2000);
        }
    }

    @Test
    void anExpiredSignatureIsRenewedAndTheScanGoesOn() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT record_number, byte_offset FROM file_content WHERE space_id = '854' AND dentry_id = '1000'"
                                + " AND byte_offset < 30000000")) {
            result.next();
            emulator.expireSignatures();
            long last = 1;
            while (result.next()) {
                assertThat(result.getLong(1)).isEqualTo(++last);
            }
            assertThat(last).isEqualTo((30000000 - VirtualCsv.offset(0)) / VirtualCsv.RECORD_LENGTH + 2);
        }
        assertThat(emulator.calls(CallKind.DOWNLOAD_INFO)).isEqualTo(2);
    }

    @Test
    void anExpiredTokenIsRenewedOnce() throws SQLException {
        rows("SELECT protocol FROM download_info('854', '798')");
        emulator.expireTokens();
        rows("SELECT protocol FROM download_info('854', '799')");

        assertThat(emulator.calls(CallKind.TOKEN)).isEqualTo(2);
    }
}
