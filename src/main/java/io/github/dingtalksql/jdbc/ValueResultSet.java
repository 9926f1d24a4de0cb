// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.plan.ColumnInfo;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of the current row, each read as the type that the client asks for. */
abstract class ValueResultSet extends ForwardOnlyResultSet {
    private interface Reading<T> {
        @Nullable
        T read(Object value) throws SQLException;
    }

    /** The value as the engine gave it, told to {@link #wasNull}. */
    abstract @Nullable Object value(int column) throws SQLException;

    abstract ResultColumns columns();

    abstract DingTalkConnection connection();

    /** Number of the current row, from 1. */
    abstract long rowNumber();

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
        ColumnInfo info = columns().get(column);
        return SqlErrors.of(new DingTalkException(
                ErrorCode.INVALID_VALUE,
                "The value of column " + column + " (" + info.label() + ", " + info.typeName() + ") in row "
                        + rowNumber() + " cannot be read as " + target.getSimpleName(),
                cause));
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
        String typeName = columns().get(columnIndex).typeName();
        return get(columnIndex, Array.class, value ->
                (Array) ObjectValues.standard((List<?>) value, typeName, connection()));
    }

    @Override
    public @Nullable Object getObject(int columnIndex) throws SQLException {
        String typeName = columns().get(columnIndex).typeName();
        return get(columnIndex, Object.class, value -> ObjectValues.standard(value, typeName, connection()));
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
        String typeName = columns().get(columnIndex).typeName();
        Object result = get(
                columnIndex,
                type,
                value -> ObjectValues.as(type, value, ObjectValues.standard(value, typeName, connection())));
        if (result == null && !wasNull()) {
            throw unreadable(columnIndex, type, null);
        }
        return type.cast(result);
    }
}
