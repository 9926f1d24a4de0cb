// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.plan.ColumnInfo;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;

/** What a result's columns are. Immutable. */
final class ColumnMetaData implements ResultSetMetaData, Unwrapping {
    /** Width of a sign and a point. */
    private static final int SIGN_AND_POINT = 2;

    private final ResultColumns columns;

    ColumnMetaData(ResultColumns columns) {
        this.columns = columns;
    }

    @Override
    public int getColumnCount() {
        return columns.count();
    }

    @Override
    public boolean isAutoIncrement(int column) throws SQLException {
        columns.get(column);
        return false;
    }

    @Override
    public boolean isCaseSensitive(int column) throws SQLException {
        return switch (columns.get(column).jdbcType()) {
            case Types.CHAR, Types.VARCHAR -> true;
            default -> false;
        };
    }

    @Override
    public boolean isSearchable(int column) throws SQLException {
        columns.get(column);
        return true;
    }

    @Override
    public boolean isCurrency(int column) throws SQLException {
        columns.get(column);
        return false;
    }

    @Override
    public int isNullable(int column) throws SQLException {
        return columns.get(column).nullable() ? columnNullable : columnNoNulls;
    }

    @Override
    public boolean isSigned(int column) throws SQLException {
        return columns.get(column).signed();
    }

    @Override
    public int getColumnDisplaySize(int column) throws SQLException {
        ColumnInfo info = columns.get(column);
        return switch (info.jdbcType()) {
            case Types.BOOLEAN -> "false".length();
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> "-1.7976931348623157E308".length();
            case Types.BINARY, Types.VARBINARY -> 2 * info.precision();
            default -> info.signed() ? info.precision() + SIGN_AND_POINT : info.precision();
        };
    }

    @Override
    public String getColumnLabel(int column) throws SQLException {
        return columns.get(column).label();
    }

    @Override
    public String getColumnName(int column) throws SQLException {
        return columns.get(column).name();
    }

    @Override
    public String getSchemaName(int column) throws SQLException {
        String schema = columns.get(column).schema();
        return schema == null ? "" : schema;
    }

    @Override
    public int getPrecision(int column) throws SQLException {
        return columns.get(column).precision();
    }

    @Override
    public int getScale(int column) throws SQLException {
        return columns.get(column).scale();
    }

    @Override
    public String getTableName(int column) throws SQLException {
        String table = columns.get(column).table();
        return table == null ? "" : table;
    }

    @Override
    public String getCatalogName(int column) throws SQLException {
        columns.get(column);
        return "";
    }

    @Override
    public int getColumnType(int column) throws SQLException {
        return columns.get(column).jdbcType();
    }

    @Override
    public String getColumnTypeName(int column) throws SQLException {
        return columns.get(column).typeName();
    }

    @Override
    public boolean isReadOnly(int column) throws SQLException {
        columns.get(column);
        return true;
    }

    @Override
    public boolean isWritable(int column) throws SQLException {
        columns.get(column);
        return false;
    }

    @Override
    public boolean isDefinitelyWritable(int column) throws SQLException {
        columns.get(column);
        return false;
    }

    @Override
    public String getColumnClassName(int column) throws SQLException {
        return columns.get(column).className();
    }
}
