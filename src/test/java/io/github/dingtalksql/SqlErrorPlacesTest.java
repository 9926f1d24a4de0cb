// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.ObjectBytes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over the real driver, an error says where it is: line and column of the SQL, or record and byte of the file. */
class SqlErrorPlacesTest {
    private static DingTalkEmulator emulator;
    private static Connection connection;

    @BeforeAll
    static void connect() throws Exception {
        emulator = DingTalkEmulator.builder()
                .samples()
                .file(EmulatedFile.of(
                        "854",
                        "900",
                        "prices.csv",
                        ObjectBytes.of("name,price\napple,12\npear,none\n".getBytes(StandardCharsets.UTF_8))))
                .file(EmulatedFile.of(
                        "854",
                        "990",
                        "cities.jsonl",
                        ObjectBytes.of("{\"city\": \"1\"}\n{\"city\": \"b\"}\n".getBytes(StandardCharsets.UTF_8))))
                .start();
        Properties properties = new Properties();
        properties.setProperty("user", emulator.appKey());
        properties.setProperty("password", emulator.appSecret());
        connection = DriverManager.getConnection(
                "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";unionId=" + emulator.unionId(), properties);
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        emulator.close();
    }

    private static SQLException failure(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                assertThat(rows.getMetaData().getColumnCount()).isPositive();
            }
        } catch (SQLException e) {
            return e;
        }
        throw new AssertionError("no failure: " + sql);
    }

    /** The same by {@code prepareStatement}, which has to find it without running anything. */
    private static SQLException failureOfPreparing(String sql) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            throw new AssertionError("no failure: " + statement);
        } catch (SQLException e) {
            return e;
        }
    }

    /** {@code /} stands for a line end. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT */FRM file_content | 2 | 5 | file_content",
                "SELECT 1 + | 1 | 10 | <EOF>",
                "SELECT 'abc | 1 | 8 | Encountered",
                "SELECT/  '中文', , 1 | 2 | 9 | ,",
                "SELECT 1 WHERE 1 = 1 | 1 | 10 | WHERE",
                "SELECT SUBSTRING('a', 2, 3, 4) | 1 | 27 | ,",
                "CREATE FUNCTION f AS 'java.lang.System' | 1 | 1 | CREATE"
            })
    void aSyntaxErrorNamesLineAndColumn(String sql, int line, int column, String what) {
        String lines = sql.replace('/', '\n');
        for (SQLException e : List.of(failure(lines), failureOfPreparing(lines))) {
            assertThat(e instanceof SQLSyntaxErrorException).isTrue();
            assertThat(e.getSQLState()).isEqualTo("42601");
            assertThat(e.getMessage())
                    .startsWith("Syntax error at line " + line + ", column " + column + ": ")
                    .contains(what)
                    .hasSizeLessThan(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT record_number,/  no_such FROM file_content WHERE node = 'x' | 2 | 3 | Column 'no_such' not found",
                "SELECT f.no_such FROM/ file_content f WHERE node = 'x' | 1 | 10 | Column 'no_such' not found",
                "SELECT 1/FROM nowhere | 2 | 6 | Object 'nowhere' not found",
                "SELECT '中文' FROM dingtalk.nowhere | 1 | 18 | Object 'nowhere' not found within 'dingtalk'",
                "SELECT */  FROM download_info('854') | 2 | 8 | No match found for function signature download_info",
                "SELECT * FROM download_info('854', '798',/ nothing => 1) | 2 | 2 | has no parameter nothing",
                "SELECT * FROM/ no_function('854') | 2 | 2 | No match found for function signature no_function",
                "SELECT/ ABS('x', 2) | 2 | 2 | Invalid number of arguments to function 'ABS'",
                "SELECT 1 + ABS('x', 2) | 1 | 12 | Invalid number of arguments to function 'ABS'",
                "SELECT a, COUNT(*)/FROM (VALUES (1)) AS t (a) | 1 | 8 | 'a' is not being grouped"
            })
    void aNameOrArgumentThatIsWrongIsNamedWithLineAndColumn(String sql, int line, int column, String what) {
        String lines = sql.replace('/', '\n');
        for (SQLException e : List.of(failure(lines), failureOfPreparing(lines))) {
            assertThat(e instanceof SQLSyntaxErrorException).isTrue();
            assertThat(e.getSQLState()).isEqualTo("42000");
            assertThat(e.getMessage())
                    .startsWith("At line " + line + ", column " + column + ": ")
                    .contains(what)
                    .hasSizeLessThan(200);
        }
        assertThat(emulator.journal()).as("calls").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT MOD(?, 3) | ? | CAST(? AS INTEGER)",
                "SELECT MOD(1, ?) | ? | CAST(? AS INTEGER)",
                "SELECT headers[?] FROM download_info('854', '798') | [?] | [CAST(? AS VARCHAR)]"
            })
    void aParameterWithoutATypeIsToldWithHowToGiveItOne(String sql, String parameter, String typed)
            throws SQLException {
        SQLException e = failureOfPreparing(sql);

        assertThat(e.getSQLState()).isEqualTo("42000");
        assertThat(e.getMessage()).startsWith("At line 1, column ").contains(typed);
        connection.prepareStatement(sql.replace(parameter, typed)).close();
    }

    @Test
    void aTableWithoutItsKeysIsNamedWithTheColumnsThatAreMissing() {
        for (SQLException e :
                List.of(failure("SELECT * FROM file_content"), failureOfPreparing("SELECT * FROM file_content"))) {
            assertThat(e instanceof SQLSyntaxErrorException).isTrue();
            assertThat(e.getSQLState()).isEqualTo("42000");
            assertThat(e.getMessage()).contains("file_content", "space_id and dentry_id", "for example: SELECT ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT CAST(fields[2] AS INTEGER) FROM file_content WHERE space_id = '854' AND dentry_id = '900'"
                        + " AND record_number > 1 | 22018 | 854/900, record 3, byte offset 20: | \"none\"",
                "SELECT 1 / (record_number - 3) FROM file_content WHERE space_id = '854' AND dentry_id = '900'"
                        + " | 22018 | 854/900, record 3, byte offset 20: | / by zero",
                "SELECT SUM(CAST(fields[2] AS INTEGER)) FROM file_content WHERE space_id = '854' AND dentry_id = '900'"
                        + " AND record_number > 1 | 22018 | 854/900, record 3, byte offset 20: | \"none\"",
                "SELECT CAST(fields[2] AS INTEGER) c FROM file_content WHERE space_id = '854' AND dentry_id = '900'"
                        + " AND record_number > 1 ORDER BY c | 22018 | 854/900, record 3, byte offset 20: | \"none\"",
                "SELECT COUNT(*) FROM file_content WHERE space_id = '854' AND dentry_id = '900'"
                        + " AND record_number > 1 AND CAST(fields[2] AS INTEGER) > 5"
                        + " | 22018 | 854/900, record | A value cannot be converted",
                "SELECT price + 1 FROM read_csv('854', '900', columns => 'name VARCHAR, price INTEGER')"
                        + " | 22000 | File 854/900, column price, record 3, byte offset 20: | 'none' is no INTEGER",
                "SELECT CAST(price AS INTEGER) FROM read_csv('854', '900', columns => 'name VARCHAR, price VARCHAR')"
                        + " | 22018 | 854/900, record 3, byte offset 20: | \"none\"",
                "SELECT SUM(price) FROM read_csv('854', '900', columns => 'name VARCHAR, price VARCHAR')"
                        + " | 22018 | 854/900, record 3, byte offset 20: | Character n",
                "SELECT CAST(content AS INTEGER) FROM read_text('854', '900') | 22018 | 854/900, record 1, byte offset 0: |"
                        + " \"name",
                "SELECT 1 / (record_number - 3) FROM (SELECT line_number AS record_number FROM read_text('854', '900'))"
                        + " | 22018 | 854/900, record 3, byte offset 20: | / by zero",
                "SELECT CAST(city AS INTEGER) FROM read_json('854', '990', columns => 'city VARCHAR')"
                        + " | 22018 | 854/990, record 2, byte offset 14: | \"b\"",
                "SELECT CAST(remark AS INTEGER) FROM read_xlsx('854', '803', sheet => '1') | 22018 | 854/803, sheet '"
                        + " | A value cannot be converted"
            })
    void aValueThatIsWrongIsNamedWithRecordAndByte(String sql, String state, String place, String what) {
        SQLException e = failure(sql);

        assertThat(e instanceof SQLDataException).isTrue();
        assertThat(e.getSQLState()).isEqualTo(state);
        assertThat(e.getMessage()).contains(place, what).doesNotContain("\n", "Enumerable");
        emulator.resetJournal();
    }

    @Test
    void whatFailsAfterTheLastRowBlamesNone() {
        SQLException e =
                failure("SELECT 1 / (COUNT(*) - 3) FROM file_content WHERE space_id = '854' AND dentry_id = '900'");

        assertThat(e.getSQLState()).isEqualTo("22018");
        assertThat(e.getMessage()).isEqualTo("A value cannot be computed: / by zero");
        emulator.resetJournal();
    }
}
