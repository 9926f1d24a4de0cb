// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.plan.ColumnInfo;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.lang.ref.Cleaner;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of a query, read as the client asks for them. One thread reads; {@link #close} may be called from any. */
final class QueryResultSet extends ForwardOnlyResultSet {
    private interface Reading<T> {
        @Nullable
        T read(Object value) throws SQLException;
    }

    private final DingTalkConnection connection;
    private final @Nullable DingTalkStatement statement;
    private final ResultColumns columns;
    private final RunningQuery query;
    private final RowPosition position;
    private final Warnings warnings = new Warnings();
    private Cleaner.@Nullable Cleanable cleanable;
    private int fetchSize;
    private boolean lastWasNull;
    private volatile boolean closed;

    /**
     * @param statement null for rows that no statement gave
     * @param maxRows 0 for all
     */
    QueryResultSet(
            DingTalkConnection connection,
            @Nullable DingTalkStatement statement,
            ResultColumns columns,
            RunningQuery query,
            long maxRows,
            int fetchSize) {
        this.connection = connection;
        this.statement = statement;
        this.columns = columns;
        this.query = query;
        this.position = new RowPosition(query, columns.count(), maxRows);
        this.fetchSize = fetchSize;
    }

    /** Lets the cleaner release what this holds if the client loses it. */
    QueryResultSet cleanedBy(Cleaner cleaner) {
        cleanable = cleaner.register(this, AbandonedQuery.of(query));
        return this;
    }

    private void checkOpen() throws SQLException {
        if (isClosed()) {
            throw SqlErrors.of(ErrorCode.INVALID_STATE, "The result set is closed");
        }
    }

    @Override
    public boolean next() throws SQLException {
        checkOpen();
        return position.next();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closeSilently();
        if (statement != null) {
            statement.resultClosed(this);
        }
    }

    /** Closes without telling the statement, which does it itself. */
    void closeSilently() {
        closed = true;
        query.close("The result set was closed");
        takeWarnings();
        if (cleanable != null) {
            cleanable.clean();
        }
    }

    @Override
    public boolean isClosed() {
        return closed || connection.isClosed() || (statement != null && statement.isClosed());
    }

    private @Nullable Object value(int column) throws SQLException {
        checkOpen();
        columns.get(column);
        Object value = position.value(column - 1);
        lastWasNull = value == null;
        return value;
    }

    private <T> @Nullable T get(int column, Class<?> target, Reading<T> reading) throws SQLException {
        Object value = value(column);
        if (value == null) {
            return null;
        }
        try {
            return reading.read(value);
        } catch (RuntimeException e) {
            throw unreadable(column, target, e);
        }
    }

    private SQLException unreadable(int column, Class<?> target, @Nullable RuntimeException cause) throws SQLException {
        ColumnInfo info = columns.get(column);
        return SqlErrors.of(new DingTalkException(
                ErrorCode.INVALID_VALUE,
                "The value of column " + column + " (" + info.label() + ", " + info.typeName() + ") in row "
                        + position.number() + " cannot be read as " + target.getSimpleName(),
                cause));
    }

    @Override
    public boolean wasNull() throws SQLException {
        checkOpen();
        return lastWasNull;
    }

    @Override
    public @Nullable String getString(int columnIndex) throws SQLException {
        return get(columnIndex, String.class, SqlText::of);
    }

    @Override
    public boolean getBoolean(int columnIndex) throws SQLException {
        Boolean value = get(columnIndex, boolean.class, Numbers::bool);
        return value != null && value;
    }

    private long wholeNumber(int columnIndex, Class<?> type, long min, long max) throws SQLException {
        Object value = value(columnIndex);
        if (value == null) {
            return 0;
        }
        try {
            return Numbers.wholeNumber(value, min, max);
        } catch (RuntimeException e) {
            throw unreadable(columnIndex, type, e);
        }
    }

    @Override
    public byte getByte(int columnIndex) throws SQLException {
        return (byte) wholeNumber(columnIndex, byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }

    @Override
    public short getShort(int columnIndex) throws SQLException {
        return (short) wholeNumber(columnIndex, short.class, Short.MIN_VALUE, Short.MAX_VALUE);
    }

    @Override
    public int getInt(int columnIndex) throws SQLException {
        return (int) wholeNumber(columnIndex, int.class, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    @Override
    public long getLong(int columnIndex) throws SQLException {
        return wholeNumber(columnIndex, long.class, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    @Override
    public float getFloat(int columnIndex) throws SQLException {
        Float value = get(columnIndex, float.class, Numbers::floatNumber);
        return value == null ? 0 : value;
    }

    @Override
    public double getDouble(int columnIndex) throws SQLException {
        Double value = get(columnIndex, double.class, Numbers::doubleNumber);
        return value == null ? 0 : value;
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int columnIndex) throws SQLException {
        return get(columnIndex, BigDecimal.class, Numbers::decimal);
    }

    @Override
    @Deprecated
    public @Nullable BigDecimal getBigDecimal(int columnIndex, int scale) throws SQLException {
        return get(
                columnIndex, BigDecimal.class, value -> Numbers.decimal(value).setScale(scale, RoundingMode.HALF_UP));
    }

    @Override
    public byte @Nullable [] getBytes(int columnIndex) throws SQLException {
        return get(columnIndex, byte[].class, ObjectValues::bytes);
    }

    @Override
    public @Nullable Date getDate(int columnIndex) throws SQLException {
        return getDate(columnIndex, null);
    }

    @Override
    public @Nullable Date getDate(int columnIndex, @Nullable Calendar cal) throws SQLException {
        return get(columnIndex, Date.class, value -> Times.sqlDate(value, cal));
    }

    @Override
    public @Nullable Time getTime(int columnIndex) throws SQLException {
        return getTime(columnIndex, null);
    }

    @Override
    public @Nullable Time getTime(int columnIndex, @Nullable Calendar cal) throws SQLException {
        return get(columnIndex, Time.class, value -> Times.sqlTime(value, cal));
    }

    @Override
    public @Nullable Timestamp getTimestamp(int columnIndex) throws SQLException {
        return getTimestamp(columnIndex, null);
    }

    @Override
    public @Nullable Timestamp getTimestamp(int columnIndex, @Nullable Calendar cal) throws SQLException {
        return get(columnIndex, Timestamp.class, value -> Times.sqlTimestamp(value, cal));
    }

    @Override
    public @Nullable InputStream getAsciiStream(int columnIndex) throws SQLException {
        String text = getString(columnIndex);
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    @Deprecated
    public @Nullable InputStream getUnicodeStream(int columnIndex) throws SQLException {
        String text = getString(columnIndex);
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable InputStream getBinaryStream(int columnIndex) throws SQLException {
        byte[] bytes = getBytes(columnIndex);
        return bytes == null ? null : new ByteArrayInputStream(bytes);
    }

    @Override
    public @Nullable Reader getCharacterStream(int columnIndex) throws SQLException {
        String text = getString(columnIndex);
        return text == null ? null : new StringReader(text);
    }

    @Override
    public @Nullable Reader getNCharacterStream(int columnIndex) throws SQLException {
        return getCharacterStream(columnIndex);
    }

    @Override
    public @Nullable String getNString(int columnIndex) throws SQLException {
        return getString(columnIndex);
    }

    @Override
    public @Nullable URL getURL(int columnIndex) throws SQLException {
        return get(columnIndex, URL.class, value -> url(SqlText.of(value)));
    }

    private static URL url(String text) {
        try {
            return URI.create(text).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not a URL", e);
        }
    }

    @Override
    public @Nullable Array getArray(int columnIndex) throws SQLException {
        String typeName = columns.get(columnIndex).typeName();
        return get(columnIndex, Array.class, value ->
                (Array) ObjectValues.standard((List<?>) value, typeName, connection));
    }

    @Override
    public @Nullable Object getObject(int columnIndex) throws SQLException {
        String typeName = columns.get(columnIndex).typeName();
        return get(columnIndex, Object.class, value -> ObjectValues.standard(value, typeName, connection));
    }

    /** Types of our SQL are never mapped: the map is not asked. */
    @Override
    public @Nullable Object getObject(int columnIndex, Map<String, Class<?>> map) throws SQLException {
        return getObject(columnIndex);
    }

    @Override
    public <T> @Nullable T getObject(int columnIndex, Class<T> type) throws SQLException {
        if (type == null) {
            throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "getObject needs a class");
        }
        String typeName = columns.get(columnIndex).typeName();
        Object result = get(
                columnIndex,
                type,
                value -> ObjectValues.as(type, value, ObjectValues.standard(value, typeName, connection)));
        if (result == null && !lastWasNull) {
            throw unreadable(columnIndex, type, null);
        }
        return type.cast(result);
    }

    @Override
    public int findColumn(String columnLabel) throws SQLException {
        checkOpen();
        return columns.find(columnLabel);
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        checkOpen();
        return new ColumnMetaData(columns);
    }

    @Override
    public boolean isBeforeFirst() throws SQLException {
        checkOpen();
        return position.isBeforeFirst();
    }

    @Override
    public boolean isAfterLast() throws SQLException {
        checkOpen();
        return position.isAfterLast();
    }

    @Override
    public boolean isFirst() throws SQLException {
        checkOpen();
        return position.number() == 1;
    }

    @Override
    public boolean isLast() throws SQLException {
        checkOpen();
        return position.isLast();
    }

    @Override
    public int getRow() throws SQLException {
        checkOpen();
        return (int) Math.min(Integer.MAX_VALUE, position.number());
    }

    @Override
    public @Nullable Statement getStatement() throws SQLException {
        checkOpen();
        return statement;
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        checkOpen();
        if (direction != ResultSet.FETCH_FORWARD) {
            throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "Results are forward-only");
        }
    }

    @Override
    public int getFetchDirection() throws SQLException {
        checkOpen();
        return ResultSet.FETCH_FORWARD;
    }

    @Override
    public void setFetchSize(int rows) throws SQLException {
        checkOpen();
        if (rows < 0) {
            throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "The fetch size must not be negative");
        }
        fetchSize = rows;
    }

    @Override
    public int getFetchSize() throws SQLException {
        checkOpen();
        return fetchSize;
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        checkOpen();
        takeWarnings();
        return warnings.first();
    }

    @Override
    public void clearWarnings() throws SQLException {
        checkOpen();
        takeWarnings();
        warnings.clear();
    }

    /** Gives what the execution has to say to this and to the statement. */
    void takeWarnings() {
        for (DingTalkException warning : query.execution().takeWarnings()) {
            warnings.add(warning);
            if (statement != null) {
                statement.warnings().add(warning);
            }
        }
    }
}
