// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.plan.ColumnInfo;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of an ARRAY type. Immutable until it is freed; independent of the row that it comes from. */
final class ListArray implements Array {
    private final DingTalkConnection connection;
    private final ElementType type;
    private @Nullable List<? extends @Nullable Object> elements;

    ListArray(DingTalkConnection connection, ElementType type, List<? extends @Nullable Object> elements) {
        this.connection = connection;
        this.type = type;
        this.elements = elements;
    }

    /** The values as {@link io.github.dingtalksql.plan.RowCursor} has them. */
    List<? extends @Nullable Object> elements() throws SQLException {
        List<? extends @Nullable Object> current = elements;
        if (current == null) {
            throw SqlErrors.of(ErrorCode.INVALID_STATE, "The array is freed");
        }
        return current;
    }

    private List<? extends @Nullable Object> elements(long index, int count) throws SQLException {
        List<? extends @Nullable Object> all = elements();
        if (index < 1 || count < 0 || index - 1 > all.size()) {
            throw SqlErrors.of(
                    ErrorCode.INVALID_ARGUMENT, "There is no element " + index + " in an array of " + all.size());
        }
        int from = (int) index - 1;
        return all.subList(from, (int) Math.min(all.size(), (long) from + count));
    }

    @Override
    public String getBaseTypeName() throws SQLException {
        return type.name();
    }

    @Override
    public int getBaseType() throws SQLException {
        return type.jdbcType();
    }

    /** An {@code Object[]}, of the elements' own class where that is one. */
    @Override
    public Object getArray() throws SQLException {
        return type.toArray(connection, elements());
    }

    @Override
    public Object getArray(Map<String, Class<?>> map) throws SQLException {
        return getArray();
    }

    @Override
    public Object getArray(long index, int count) throws SQLException {
        return type.toArray(connection, elements(index, count));
    }

    @Override
    public Object getArray(long index, int count, Map<String, Class<?>> map) throws SQLException {
        return getArray(index, count);
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        return rows(1, elements());
    }

    @Override
    public ResultSet getResultSet(Map<String, Class<?>> map) throws SQLException {
        return getResultSet();
    }

    @Override
    public ResultSet getResultSet(long index, int count) throws SQLException {
        return rows(index, elements(index, count));
    }

    @Override
    public ResultSet getResultSet(long index, int count, Map<String, Class<?>> map) throws SQLException {
        return getResultSet(index, count);
    }

    private ResultSet rows(long first, List<? extends @Nullable Object> values) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            rows.add(new @Nullable Object[] {first + i, values.get(i)});
        }
        List<ColumnInfo> columns = List.of(ElementType.BIGINT.column("INDEX"), type.column("VALUE"));
        return connection.rows(columns, rows);
    }

    @Override
    public void free() {
        elements = null;
    }

    @Override
    public String toString() {
        return "ARRAY" + elements;
    }
}
