// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.emulator.DingTalkEmulator;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a tool reads at connect, of the real schemas: our tables and functions, and files of which one cannot be read. */
class RealMetaDataTest {
    private DingTalkEmulator emulator;
    private Connection connection;
    private DatabaseMetaData metaData;

    @BeforeEach
    void connect() throws Exception {
        emulator = DingTalkEmulator.builder().samples().start();
        Properties properties = new Properties();
        properties.setProperty("user", emulator.appKey());
        properties.setProperty("password", emulator.appSecret());
        connection = DriverManager.getConnection(
                "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";unionId=" + emulator.unionId()
                        + ";files='SALES:854/798,GONE:854/4711'",
                properties);
        metaData = connection.getMetaData();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        emulator.close();
    }

    /** The named columns of each row. */
    private static List<List<String>> rows(ResultSet result, String... columns) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (result) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (String column : columns) {
                    row.add(String.valueOf(result.getString(column)));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static void assertEachSaysASentence(List<List<String>> rows) {
        assertThat(rows).isNotEmpty();
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.get(row.size() - 1))
                        .as("REMARKS of %s", row)
                        .matches("(?s).{9,}[.。]"));
    }

    @Test
    void everyTableColumnFunctionAndParameterSaysWhatItIs() throws SQLException {
        assertEachSaysASentence(rows(metaData.getTables(null, "dingtalk", "%", null), "TABLE_NAME", "REMARKS"));
        assertEachSaysASentence(
                rows(metaData.getColumns(null, "dingtalk", "%", "%"), "TABLE_NAME", "COLUMN_NAME", "REMARKS"));
        assertEachSaysASentence(rows(metaData.getFunctions(null, null, "%"), "FUNCTION_NAME", "REMARKS"));
        assertEachSaysASentence(
                rows(metaData.getFunctionColumns(null, null, "%", "%"), "FUNCTION_NAME", "COLUMN_NAME", "REMARKS"));
        assertThat(emulator.journal()).as("calls").isEmpty();
    }

    @Test
    void everyColumnOfEverySchemaSaysWhatItIs() throws SQLException {
        List<List<String>> columns =
                rows(metaData.getColumns(null, null, "%", "%"), "TABLE_SCHEM", "TABLE_NAME", "COLUMN_NAME", "REMARKS");

        assertEachSaysASentence(columns);
        assertThat(columns.stream().map(row -> row.get(0)).distinct())
                .containsExactlyElementsOf(rows(metaData.getSchemas(), "TABLE_SCHEM").stream()
                        .map(row -> row.get(0))
                        .toList());
        assertThat(columns)
                .contains(List.of(
                        "files", "SALES", "order_id", "Field 1 of each record; type found in all 15246 bytes."));
        assertThat(rows(metaData.getTables(null, null, "%", null), "TABLE_SCHEM", "TABLE_NAME", "REMARKS"))
                .allSatisfy(row -> assertThat(row.get(2)).as(row.toString()).hasSizeGreaterThan(9));
    }

    @Test
    void theFunctionsOfTypedFilesHaveTheirParametersInOrder() throws SQLException {
        assertThat(rows(metaData.getFunctions(null, "dingtalk", "read\\_%"), "FUNCTION_NAME", "FUNCTION_TYPE"))
                .contains(
                        List.of("read_blob", "2"),
                        List.of("read_csv", "2"),
                        List.of("read_json", "2"),
                        List.of("read_text", "2"))
                .isSortedAccordingTo((a, b) -> a.get(0).compareTo(b.get(0)));
        for (String function : List.of("read_csv", "read_json", "read_text", "read_blob")) {
            List<List<String>> parameters = rows(
                    metaData.getFunctionColumns(null, "dingtalk", function, "%"),
                    "COLUMN_NAME",
                    "COLUMN_TYPE",
                    "ORDINAL_POSITION",
                    "TYPE_NAME",
                    "IS_NULLABLE");
            assertThat(parameters)
                    .as(function)
                    .startsWith(
                            List.of("space_id", "1", "1", "VARCHAR", "YES"),
                            List.of("dentry_id", "1", "2", "VARCHAR", "YES"),
                            List.of("version", "1", "3", "BIGINT", "YES"))
                    .contains(List.of(
                            "node",
                            "1",
                            String.valueOf(parameters.stream()
                                    .filter(row -> row.get(1).equals("1"))
                                    .count()),
                            "VARCHAR",
                            "YES"));
        }
    }

    @Test
    void theOrderIsThatOfJdbc() throws SQLException {
        List<List<String>> tables =
                rows(metaData.getTables(null, null, "%", null), "TABLE_TYPE", "TABLE_SCHEM", "TABLE_NAME");
        assertThat(tables).isSortedAccordingTo((a, b) -> String.join("\0", a).compareTo(String.join("\0", b)));
        assertThat(rows(metaData.getSchemas(), "TABLE_SCHEM", "TABLE_CATALOG"))
                .containsExactly(List.of("dingtalk", "null"), List.of("files", "null"));
        Map<String, Integer> last = new LinkedHashMap<>();
        for (List<String> column :
                rows(metaData.getColumns(null, "dingtalk", "%", "%"), "TABLE_NAME", "ORDINAL_POSITION")) {
            assertThat(Integer.valueOf(column.get(1)))
                    .as(column.toString())
                    .isEqualTo(last.merge(column.get(0), 1, Integer::sum));
        }
        assertThat(last.keySet()).contains("file_content", "nodes").doesNotContain("SALES");
    }

    @Test
    void aMountedFileThatCannotBeReadSpoilsNothingElse() throws SQLException {
        assertThat(rows(metaData.getTables(null, "files", null, new String[] {"TABLE"}), "TABLE_NAME", "TABLE_TYPE"))
                .containsExactly(List.of("GONE", "TABLE"), List.of("SALES", "TABLE"));
        assertThat(emulator.journal()).as("listing tables reads no file").isEmpty();

        List<List<String>> columns = rows(
                metaData.getColumns(null, null, "%", "%"), "TABLE_SCHEM", "TABLE_NAME", "TYPE_NAME", "COLUMN_SIZE");
        assertThat(columns)
                .extracting(row -> row.get(1))
                .contains("SALES", "file_content")
                .doesNotContain("GONE");
        assertThat(columns).extracting(row -> row.get(2)).allMatch(type -> type.matches("[A-Z]+( ARRAY)?|MAP.*"));
        assertThat(rows(metaData.getColumns(null, "files", "GONE", "%"), "COLUMN_NAME"))
                .isEmpty();
        assertThat(rows(metaData.getTables(null, "files", "GONE", null), "REMARKS"))
                .singleElement()
                .asString()
                .contains("854/4711", "cannot be read");
        assertThat(rows(metaData.getPrimaryKeys(null, "files", "GONE"), "COLUMN_NAME"))
                .isEmpty();
        assertThat(rows(metaData.getIndexInfo(null, "files", "SALES", false, false), "INDEX_NAME"))
                .isEmpty();
    }
}
