// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.plan.ColumnInfo;
import io.github.dingtalksql.plan.FunctionInfo;
import io.github.dingtalksql.plan.TableInfo;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.RowIdLifetime;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to query, for tools. Makes no call, but for the columns of files that are tables, and for the tables of a
 * knowledge base that is a schema. Thread-safe.
 */
final class DingTalkDatabaseMetaData extends EmptyMetaData {
    private static final String PRODUCT = "DingTalk SQL";
    private static final int JDBC_MAJOR = 4;
    private static final int JDBC_MINOR = 3;

    /** Reads the catalog. */
    private interface Reading {
        List<@Nullable Object[]> read();
    }

    private final DingTalkConnection connection;

    DingTalkDatabaseMetaData(DingTalkConnection connection) {
        this.connection = connection;
    }

    @Override
    ResultSet rows(MetadataShape shape, List<@Nullable Object[]> rows) throws SQLException {
        connection.checkOpen();
        return connection.rows(shape.columns(), rows);
    }

    private ResultSet read(MetadataShape shape, Reading reading) throws SQLException {
        try {
            return rows(shape, reading.read());
        } catch (RuntimeException | Error e) {
            throw SqlErrors.of(e);
        }
    }

    /** There are no catalogs: only a search that wants one finds nothing. Some tools send % for any. */
    private static boolean hasCatalog(@Nullable String catalog) {
        return catalog != null && !catalog.isEmpty() && !catalog.equals("%");
    }

    private List<TableInfo> tables(@Nullable String catalog, @Nullable String schema, @Nullable String table) {
        NamePattern schemas = NamePattern.of(schema);
        NamePattern tables = NamePattern.of(table);
        if (hasCatalog(catalog)) {
            return List.of();
        }
        return connection.catalog().tables(schemas::matches).stream()
                .filter(info -> tables.matches(info.name()))
                .sorted(Comparator.comparing(TableInfo::schema).thenComparing(TableInfo::name))
                .toList();
    }

    private List<FunctionInfo> functions(@Nullable String catalog, @Nullable String schema, @Nullable String function) {
        NamePattern schemas = NamePattern.of(schema);
        NamePattern functions = NamePattern.of(function);
        return connection.catalog().functions().stream()
                .filter(info ->
                        !hasCatalog(catalog) && schemas.matches(info.schema()) && functions.matches(info.name()))
                .sorted(Comparator.comparing(FunctionInfo::schema).thenComparing(FunctionInfo::name))
                .toList();
    }

    @Override
    public ResultSet getSchemas() throws SQLException {
        return getSchemas(null, null);
    }

    @Override
    public ResultSet getSchemas(@Nullable String catalog, @Nullable String schemaPattern) throws SQLException {
        NamePattern schemas = NamePattern.of(schemaPattern);
        return read(
                MetadataShape.SCHEMAS,
                () -> connection.catalog().schemas().stream()
                        .filter(name -> !hasCatalog(catalog) && schemas.matches(name))
                        .sorted()
                        .map(name -> MetadataRows.row(name, null))
                        .toList());
    }

    @Override
    public ResultSet getTableTypes() throws SQLException {
        return rows(MetadataShape.TABLE_TYPES, List.<@Nullable Object[]>of(MetadataRows.row(MetadataRows.TABLE)));
    }

    @Override
    public ResultSet getTables(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String tableNamePattern,
            String @Nullable [] types)
            throws SQLException {
        boolean wanted = types == null || Arrays.stream(types).anyMatch(MetadataRows.TABLE::equalsIgnoreCase);
        return read(
                MetadataShape.TABLES,
                () -> !wanted
                        ? List.of()
                        : tables(catalog, schemaPattern, tableNamePattern).stream()
                                .map(MetadataRows::table)
                                .toList());
    }

    @Override
    public ResultSet getColumns(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String tableNamePattern,
            @Nullable String columnNamePattern)
            throws SQLException {
        NamePattern names = NamePattern.of(columnNamePattern);
        return read(MetadataShape.COLUMNS, () -> {
            List<@Nullable Object[]> rows = new ArrayList<>();
            List<TableInfo> tables = tables(catalog, schemaPattern, tableNamePattern);
            for (TableInfo table : tables) {
                boolean isAlone = tables.size() == 1 || table.name().equals(tableNamePattern);
                List<ColumnInfo> columns = isAlone ? table.columns() : table.knownColumns();
                for (int i = 0; i < columns.size(); i++) {
                    if (names.matches(columns.get(i).label())) {
                        rows.add(MetadataRows.column(table, columns.get(i), i + 1));
                    }
                }
            }
            return rows;
        });
    }

    @Override
    public ResultSet getFunctions(
            @Nullable String catalog, @Nullable String schemaPattern, @Nullable String functionNamePattern)
            throws SQLException {
        return read(
                MetadataShape.FUNCTIONS,
                () -> functions(catalog, schemaPattern, functionNamePattern).stream()
                        .map(MetadataRows::function)
                        .toList());
    }

    @Override
    public ResultSet getFunctionColumns(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String functionNamePattern,
            @Nullable String columnNamePattern)
            throws SQLException {
        NamePattern names = NamePattern.of(columnNamePattern);
        return read(
                MetadataShape.FUNCTION_COLUMNS,
                () -> functions(catalog, schemaPattern, functionNamePattern).stream()
                        .flatMap(function -> MetadataRows.functionColumns(function, names).stream())
                        .toList());
    }

    @Override
    public ResultSet getTypeInfo() throws SQLException {
        return read(MetadataShape.TYPE_INFO, TypeInfoRows::rows);
    }

    @Override
    public ResultSet getClientInfoProperties() throws SQLException {
        return read(
                MetadataShape.CLIENT_INFO,
                () -> SettingsConnection.clientInfoNames().stream()
                        .sorted()
                        .map(name -> MetadataRows.row(name, 255, "", "Kept and given back, without effect"))
                        .toList());
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public String getURL() {
        return connection.url();
    }

    @Override
    public String getUserName() {
        return connection.userName();
    }

    @Override
    public String getDatabaseProductName() {
        return PRODUCT;
    }

    @Override
    public String getDatabaseProductVersion() {
        return DriverVersion.current().full();
    }

    @Override
    public int getDatabaseMajorVersion() {
        return getDriverMajorVersion();
    }

    @Override
    public int getDatabaseMinorVersion() {
        return getDriverMinorVersion();
    }

    @Override
    public String getDriverName() {
        return PRODUCT + " JDBC driver";
    }

    @Override
    public String getDriverVersion() {
        return DriverVersion.current().full();
    }

    @Override
    public int getDriverMajorVersion() {
        return DriverVersion.current().major();
    }

    @Override
    public int getDriverMinorVersion() {
        return DriverVersion.current().minor();
    }

    @Override
    public int getJDBCMajorVersion() {
        return JDBC_MAJOR;
    }

    @Override
    public int getJDBCMinorVersion() {
        return JDBC_MINOR;
    }

    @Override
    public int getSQLStateType() {
        return sqlStateSQL;
    }

    @Override
    public String getIdentifierQuoteString() {
        return "\"";
    }

    @Override
    public String getSearchStringEscape() {
        return String.valueOf(NamePattern.ESCAPE);
    }

    @Override
    public String getExtraNameCharacters() {
        return "";
    }

    @Override
    public String getSQLKeywords() {
        return "EXPLAIN,LIMIT,PLAN,QUALIFY";
    }

    @Override
    public String getNumericFunctions() {
        return "ABS,ACOS,ASIN,ATAN,ATAN2,CBRT,CEILING,COS,COT,DEGREES,EXP,FLOOR,LOG,LOG10,MOD,PI,POWER,RADIANS,RAND,"
                + "ROUND,SIGN,SIN,SQRT,TAN,TRUNCATE";
    }

    @Override
    public String getStringFunctions() {
        return "ASCII,CHAR,CONCAT,DIFFERENCE,INSERT,LCASE,LEFT,LENGTH,LOCATE,LTRIM,REPEAT,REPLACE,RIGHT,RTRIM,SOUNDEX,"
                + "SPACE,SUBSTRING,UCASE";
    }

    @Override
    public String getSystemFunctions() {
        return "CONVERT,IFNULL";
    }

    @Override
    public String getTimeDateFunctions() {
        return "CURDATE,CURTIME,DAYNAME,DAYOFMONTH,DAYOFWEEK,DAYOFYEAR,HOUR,MINUTE,MONTH,MONTHNAME,NOW,QUARTER,"
                + "SECOND,TIMESTAMPADD,TIMESTAMPDIFF,WEEK,YEAR";
    }

    @Override
    public String getSchemaTerm() {
        return "schema";
    }

    @Override
    public String getProcedureTerm() {
        return "procedure";
    }

    @Override
    public String getCatalogTerm() {
        return "catalog";
    }

    @Override
    public String getCatalogSeparator() {
        return ".";
    }

    @Override
    public int getDefaultTransactionIsolation() {
        return Connection.TRANSACTION_NONE;
    }

    @Override
    public int getResultSetHoldability() {
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public RowIdLifetime getRowIdLifetime() {
        return RowIdLifetime.ROWID_UNSUPPORTED;
    }
}
