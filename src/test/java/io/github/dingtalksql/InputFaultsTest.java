// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.VirtualCsv;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of SQL that are to become parts of requests: cases 140 to 143 of the fault table, through JDBC. */
class InputFaultsTest {
    private static final VirtualCsv CSV = VirtualCsv.ofLength(10_000);
    private static final String COUNT = "SELECT COUNT(*) FROM file_content WHERE dentry_id = '1000' AND ";

    private DingTalkEmulator emulator;
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        emulator = DingTalkEmulator.builder()
                .file(EmulatedFile.of("854", "1000", "a.csv", CSV.bytes()))
                .file(EmulatedFile.of("855", "1000", "b.csv", CSV.bytes()))
                .start();
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

    private long number(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getLong(1);
            }
        }
    }

    static String[] noIds() {
        return new String[] {
            "",
            ".",
            "..",
            "../x",
            "%2e%2e",
            "a/b",
            "a\\b",
            "a?b",
            "a#b",
            "a\0b",
            "a\r\nX-Evil: 1",
            "文档",
            " 1",
            "1 ",
            "1\n",
            "1\r\n",
            "1\t",
            " ",
            "1;2",
            "x".repeat(129),
            "x".repeat(10_240)
        };
    }

    private static String literal(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    @ParameterizedTest
    @MethodSource("noIds")
    void case140_whatIsNoIdIsRefusedWithoutARequest(String value) {
        String asLiteral = "SELECT COUNT(*) FROM file_content WHERE space_id = '854' AND dentry_id = " + literal(value);
        assertRefused(() -> number(asLiteral));
        assertRefused(() -> number(
                "SELECT COUNT(*) FROM file_content WHERE space_id = '854' AND dentry_id = CAST(? AS VARCHAR)", value));
        assertRefused(
                () -> number("SELECT COUNT(*) FROM file_content WHERE space_id = ? AND dentry_id = '1000'", value));
        assertRefused(() -> number("SELECT COUNT(*) FROM download_info('854', " + literal(value) + ")"));
        assertThat(emulator.journal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"U&'\\6587\\6863'", "U&'..'", "U&'1\\000A'", "U&'!6587' UESCAPE '!'", "N'文档'", "_UTF8'文档'"})
    void case140_howeverTheLiteralIsWritten(String literal) {
        assertRefused(
                () -> number("SELECT COUNT(*) FROM file_content WHERE space_id = '854' AND dentry_id = " + literal));
        assertRefused(() -> number("SELECT COUNT(*) FROM download_info('854', " + literal + ")"));
        assertThat(emulator.journal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'1000'", "U&'\\0031000'", "U&'!0031!0030!0030!0030' UESCAPE '!'", "N'1000'", "_UTF8'1000'"})
    void anIdMayBeAnyLiteralOfSql(String literal) throws SQLException {
        assertThat(number("SELECT COUNT(*) FROM file_content WHERE space_id = '854' AND dentry_id = " + literal))
                .isPositive();
        assertThat(number("SELECT COUNT(*) FROM download_info('854', " + literal + ")"))
                .isEqualTo(1);
        assertThat(number("SELECT COUNT(*) FROM (VALUES ('854', " + literal + ")) AS f(s, d)"
                        + " JOIN file_content c ON c.space_id = f.s AND c.dentry_id = f.d"))
                .isPositive();
    }

    /** CHAR pads its values with blanks, which are no part of them. */
    @Test
    void theBlanksOfACharAreNoPartOfAnId() throws SQLException {
        String padded = "CAST(CAST(? AS VARCHAR) AS CHAR(12))";
        assertThat(number(
                        "SELECT COUNT(*) FROM (VALUES (" + padded + ")) AS f(d), LATERAL download_info('854', f.d)",
                        "1000"))
                .isEqualTo(1);
        assertThat(number("SELECT COUNT(*) FROM download_info('854', " + padded + ")", "1000"))
                .isEqualTo(1);
        assertThat(number("SELECT COUNT(*) FROM file_content WHERE space_id = '854' AND dentry_id = " + padded, "1000"))
                .isPositive();
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable query) {
        assertThat(catchThrowable(query))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22023"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a&unionId=b", "a=b", "a b+c", "%26", "../x", "联合", "a#b", "a'b"})
    void case141_aUnionIdIsOneParameterWhateverItHolds(String value) throws SQLException {
        String sql = "SELECT COUNT(*) FROM download_info('854', '1000', union_id => ?)";
        // The emulator knows no such user; what counts is what was asked.
        assertThat(catchThrowable(() -> number(sql, value))).isInstanceOf(SQLException.class);
        assertThat(emulator.journal().stream()
                        .filter(entry -> entry.kind() == CallKind.DOWNLOAD_INFO)
                        .map(entry -> entry.query()))
                .hasSize(1)
                .allSatisfy(query -> {
                    assertThat(query).startsWith("unionId=").doesNotContain("&", "#", " ");
                    assertThat(URLDecoder.decode(query.substring("unionId=".length()), StandardCharsets.UTF_8))
                            .isEqualTo(value);
                });
    }

    /** @param files how many of the two files the predicate is true for */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "space_id = '854' | 1",
                "space_id = 854 | 1",
                "854 = space_id | 1",
                "space_id IN ('854', '855') | 2",
                "space_id IN (854, 855, 854) | 2",
                "(space_id = '854' OR space_id = '855') | 2",
                "space_id = (SELECT '855' FROM (VALUES (1)) AS t(x)) | 1",
                "space_id IN (SELECT s FROM (VALUES ('854'), ('855')) AS t(s)) | 2",
                "space_id = '854' AND space_id <> '855' | 1",
                "space_id = '854' AND space_id LIKE '9%' | 0",
                "space_id = NULL | 0",
                "space_id = CAST(NULL AS VARCHAR) | 0",
            })
    void case142_aSpaceIsTheSameInEveryForm(String predicate, int files) throws SQLException {
        assertThat(number(COUNT + predicate)).isEqualTo(files * (CSV.records() + 1));
        assertThat(emulator.calls(CallKind.DOWNLOAD_INFO)).isLessThanOrEqualTo(2);
    }

    @Test
    void case142_asAJoinKeyTooAndAsAParameterOfAnyType() throws SQLException {
        String join = "SELECT COUNT(*) FROM (VALUES ('854'), ('855')) AS t(s) JOIN file_content f"
                + " ON f.space_id = t.s AND f.dentry_id = '1000'";
        assertThat(number(join)).isEqualTo(2 * (CSV.records() + 1));
        for (Object space : new Object[] {"854", 854, 854L, (short) 854, new java.math.BigDecimal("854")}) {
            assertThat(number(COUNT + "space_id = ?", space)).isEqualTo(CSV.records() + 1);
        }
    }

    /** Not the id of anything: an error or no row, never the file, and never a call for another space. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "space_id = '8.54e2'",
                "space_id = '0854'",
                "space_id = '+854'",
                "space_id = '-854'",
                "space_id = -854",
                "space_id = '9223372036854775808'",
                "space_id = 9223372036854775808",
                "space_id = '99999999999999999999999'",
            })
    void case142_whatIsAnotherSpaceIsNeverTakenForThisOne(String predicate) {
        try {
            assertThat(number(COUNT + predicate)).isZero();
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isIn("22023", "42704", "42000", "22018", "42601");
        }
        assertThat(emulator.journal()).noneMatch(entry -> entry.file().startsWith("854/"));
        assertThat(emulator.calls(CallKind.OBJECT)).isZero();
    }

    /** Shapes that name no space: refused when prepared, so that they never become a scan of everything. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 = 1",
                "space_id > '854'",
                "space_id LIKE '85%'",
                "space_id <> '854'",
                "space_id IS NOT NULL",
                "(space_id = '854' OR record_number = 1)",
                "UPPER(space_id) = '854'",
            })
    void case142_aScanOfAllSpacesIsRefusedWithoutARequest(String predicate) {
        assertThat(catchThrowable(() -> number(COUNT + predicate)))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).startsWith("42"))
                .hasMessageContaining("space_id");
        assertThat(emulator.journal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "space_id = '854' AND space_id = '855'",
                "space_id IN ('854', '855') AND space_id = '856'",
                "space_id = '854' AND 1 = 0",
                "space_id = '854' AND space_id IS NULL",
            })
    void case143_aContradictionIsNoRowAndNoRequest(String predicate) throws SQLException {
        assertThat(number(COUNT + predicate)).isZero();
        assertThat(emulator.journal()).isEmpty();
    }

    @Test
    void case143_norIsOneOfParameters() throws SQLException {
        assertThat(number(COUNT + "space_id = ? AND space_id = ?", "854", "855"))
                .isZero();
        assertThat(emulator.journal()).isEmpty();
    }
}
