// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetaDataTest {
    private final FakeSqlEngine engine = new FakeSqlEngine();
    private Connection connection;
    private DatabaseMetaData metaData;

    private interface Listing {
        ResultSet list(DatabaseMetaData metaData) throws SQLException;
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = TestDriver.connect(engine);
        metaData = connection.getMetaData();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    private static List<String> values(ResultSet rows, String label) throws SQLException {
        List<String> values = new ArrayList<>();
        while (rows.next()) {
            values.add(rows.getString(label));
        }
        return values;
    }

    private static List<String> labels(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<String> labels = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            labels.add(columns.getColumnLabel(i));
        }
        return labels;
    }

    @Test
    void namesTheProduct() throws SQLException {
        assertThat(metaData.getDatabaseProductName()).isEqualTo("DingTalk SQL");
        assertThat(metaData.getDatabaseProductVersion()).isNotBlank();
        assertThat(metaData.getDatabaseMajorVersion()).isEqualTo(metaData.getDriverMajorVersion());
        assertThat(metaData.getJDBCMajorVersion() * 10 + metaData.getJDBCMinorVersion())
                .isEqualTo(43);
        assertThat(metaData.getIdentifierQuoteString()).isEqualTo("\"");
        assertThat(metaData.getConnection()).isSameAs(connection);
        assertThat(metaData.isReadOnly()).isTrue();
        assertThat(metaData.supportsCatalogsInDataManipulation()).isFalse();
        assertThat(metaData.supportsSchemasInDataManipulation()).isTrue();
        assertThat(metaData.supportsSchemasInTableDefinitions()).isTrue();
        assertThat(metaData.storesMixedCaseIdentifiers()).isTrue();
        assertThat(metaData.supportsTransactions()).isFalse();
        assertThat(metaData.supportsResultSetType(ResultSet.TYPE_FORWARD_ONLY)).isTrue();
        assertThat(metaData.supportsResultSetType(ResultSet.TYPE_SCROLL_INSENSITIVE))
                .isFalse();
    }

    @Test
    void listsSchemasAndNoCatalogs() throws SQLException {
        assertThat(values(metaData.getSchemas(), "TABLE_SCHEM")).containsExactly("archive", "dingtalk");
        assertThat(values(metaData.getSchemas(null, "d%"), "TABLE_SCHEM")).containsExactly("dingtalk");
        assertThat(values(metaData.getSchemas("x", null), "TABLE_SCHEM")).isEmpty();
        assertThat(values(metaData.getCatalogs(), "TABLE_CAT")).isEmpty();
        assertThat(values(metaData.getTableTypes(), "TABLE_TYPE")).containsExactly("TABLE");
        assertThat(connection.getCatalog()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "null, null, null, old file_content",
                "'', %, %, old file_content",
                "%, dingtalk, file\\_content, file_content",
                "null, DINGTALK, FILE_CONTENT, file_content",
                "null, ding%, file_content, file_content",
                "null, null, ___, old",
                "null, null, file%, file_content",
                "null, null, %%o%%, old file_content",
                "null, null, file.content, ''",
                "null, null, \\%, ''",
                "null, '', null, ''",
                "x, null, null, ''",
                "null, null, old\\, ''"
            })
    void findsTablesByPattern(String catalog, String schema, String table, String found) throws SQLException {
        List<String> expected = found.isEmpty() ? List.of() : List.of(found.split(" "));
        assertThat(values(metaData.getTables(catalog, schema, table, null), "TABLE_NAME"))
                .isEqualTo(expected);
    }

    @Test
    void findsTablesByTheirType() throws SQLException {
        assertThat(values(metaData.getTables(null, null, null, new String[] {"TABLE", "VIEW"}), "TABLE_TYPE"))
                .containsExactly("TABLE", "TABLE");
        assertThat(values(metaData.getTables(null, null, null, new String[] {"VIEW"}), "TABLE_TYPE"))
                .isEmpty();
        assertThat(values(metaData.getTables(null, null, null, new String[0]), "TABLE_TYPE"))
                .isEmpty();
        assertThat(values(metaData.getTables(null, null, "old", null), "REMARKS"))
                .containsExactly("Old files");
    }

    @Test
    void describesColumns() throws SQLException {
        ResultSet columns = metaData.getColumns(null, "dingtalk", "file_content", null);
        assertThat(columns.next()).isTrue();
        assertThat(columns.getString("TABLE_CAT")).isNull();
        assertThat(columns.getString("COLUMN_NAME")).isEqualTo("space_id");
        assertThat(columns.getInt("DATA_TYPE")).isEqualTo(Types.VARCHAR);
        assertThat(columns.getString("TYPE_NAME")).isEqualTo("VARCHAR");
        assertThat(columns.getInt("COLUMN_SIZE")).isEqualTo(65535);
        assertThat(columns.getInt("CHAR_OCTET_LENGTH")).isEqualTo(65535);
        assertThat(columns.getInt("DECIMAL_DIGITS")).isZero();
        assertThat(columns.wasNull()).isTrue();
        assertThat(columns.getString("REMARKS")).isEqualTo("about space_id");
        assertThat(columns.getString("IS_NULLABLE")).isEqualTo("YES");
        assertThat(columns.getString("IS_AUTOINCREMENT")).isEqualTo("NO");
        columns.next();
        assertThat(columns.getInt("ORDINAL_POSITION")).isEqualTo(2);
        assertThat(columns.getInt("NULLABLE")).isEqualTo(DatabaseMetaData.columnNoNulls);
        assertThat(columns.getInt("NUM_PREC_RADIX")).isEqualTo(10);
        columns.next();
        assertThat(columns.getString("TYPE_NAME")).isEqualTo("TIMESTAMP");
        assertThat(columns.getInt("DECIMAL_DIGITS")).isEqualTo(3);
        columns.next();
        assertThat(columns.getString("TYPE_NAME")).isEqualTo("VARCHAR ARRAY");
        assertThat(columns.getObject("COLUMN_SIZE")).isNull();
        assertThat(columns.next()).isFalse();
        assertThat(values(metaData.getColumns(null, null, null, "%\\_id"), "TABLE_NAME"))
                .containsExactly("old", "file_content");
    }

    @Test
    void describesTableFunctions() throws SQLException {
        ResultSet functions = metaData.getFunctions(null, null, "download%");
        assertThat(functions.next()).isTrue();
        assertThat(functions.getString("FUNCTION_NAME")).isEqualTo("download_info");
        assertThat(functions.getShort("FUNCTION_TYPE")).isEqualTo((short) DatabaseMetaData.functionReturnsTable);
        ResultSet columns = metaData.getFunctionColumns(null, null, null, null);
        List<String> rows = new ArrayList<>();
        while (columns.next()) {
            rows.add(columns.getString("COLUMN_NAME") + " " + columns.getInt("COLUMN_TYPE") + " "
                    + columns.getInt("ORDINAL_POSITION") + " " + columns.getString("TYPE_NAME"));
        }
        assertThat(rows)
                .containsExactly(
                        "space_id 1 1 VARCHAR",
                        "dentry_id 1 2 VARCHAR",
                        "space_id 5 1 VARCHAR",
                        "expires_at 5 2 TIMESTAMP");
        assertThat(metaData.getFunctions("x", null, null).next()).isFalse();
        assertThat(metaData.getFunctions(null, null, "x").next()).isFalse();
    }

    @Test
    void listsTypesInOrder() throws SQLException {
        ResultSet types = metaData.getTypeInfo();
        List<Integer> numbers = new ArrayList<>();
        while (types.next()) {
            assertThat(types.getString("TYPE_NAME")).isNotBlank();
            assertThat(types.getObject("NULLABLE")).isInstanceOf(Short.class);
            numbers.add(types.getInt("DATA_TYPE"));
        }
        assertThat(numbers).isSorted().doesNotHaveDuplicates().hasSize(19);
    }

    @Test
    void listsWhatThereIsNoneOfWithTheRightColumns() throws SQLException {
        assertNone(m -> m.getColumnPrivileges(null, null, null, null), 8);
        assertNone(m -> m.getTablePrivileges(null, null, null), 7);
        assertNone(m -> m.getPrimaryKeys(null, null, "t"), 6);
        assertNone(m -> m.getImportedKeys(null, null, "t"), 14);
        assertNone(m -> m.getExportedKeys(null, null, "t"), 14);
        assertNone(m -> m.getCrossReference(null, null, "t", null, null, "u"), 14);
        assertNone(m -> m.getIndexInfo(null, null, "t", true, true), 13);
        assertNone(m -> m.getBestRowIdentifier(null, null, "t", 0, true), 8);
        assertNone(m -> m.getVersionColumns(null, null, "t"), 8);
        assertNone(m -> m.getProcedures(null, null, null), 9);
        assertNone(m -> m.getProcedureColumns(null, null, null, null), 20);
        assertNone(m -> m.getUDTs(null, null, null, null), 7);
        assertNone(m -> m.getSuperTypes(null, null, null), 6);
        assertNone(m -> m.getSuperTables(null, null, null), 4);
        assertNone(m -> m.getAttributes(null, null, null, null), 21);
        assertNone(m -> m.getPseudoColumns(null, null, null, null), 12);
        assertThat(labels(metaData.getImportedKeys(null, null, null)).get(13)).isEqualTo("DEFERRABILITY");
        assertThat(labels(metaData.getColumns(null, null, null, null)))
                .hasSize(24)
                .endsWith("IS_AUTOINCREMENT", "IS_GENERATEDCOLUMN");
        assertThat(labels(metaData.getTables(null, null, null, null))).hasSize(10);
        assertThat(labels(metaData.getTypeInfo())).hasSize(18);
        assertThat(labels(metaData.getFunctionColumns(null, null, null, null))).hasSize(17);
        assertThat(labels(metaData.getFunctions(null, null, null))).hasSize(6);
        assertThat(values(metaData.getClientInfoProperties(), "NAME"))
                .containsExactly("ApplicationName", "ClientHostname", "ClientUser");
    }

    private void assertNone(Listing listing, int columns) throws SQLException {
        try (ResultSet rows = listing.list(metaData)) {
            assertThat(labels(rows)).hasSize(columns);
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void case120_metadataRunsNothing() throws SQLException {
        values(metaData.getColumns(null, null, null, null), "COLUMN_NAME");
        assertThat(engine.schemas).isEmpty();
        assertThat(engine.cursors).isEmpty();
    }

    @Test
    void belongsToItsConnection() throws SQLException {
        ResultSet tables = metaData.getTables(null, null, null, null);
        assertThat(tables.getStatement()).isNull();
        connection.close();
        assertThatThrownBy(tables::next).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> metaData.getTables(null, null, null, null)).isInstanceOf(SQLException.class);
    }
}
