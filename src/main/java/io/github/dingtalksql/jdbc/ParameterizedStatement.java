// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.ErrorCode;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/** The setters of {@code PreparedStatement}: each brings its value into one of a few forms and hands it on. */
abstract class ParameterizedStatement extends DingTalkStatement implements PreparedStatement {
    ParameterizedStatement(DingTalkConnection connection) {
        super(connection, true);
    }

    /** @param value any that {@link ParameterValues} knows */
    abstract void set(int index, @Nullable Object value, @Nullable Calendar calendar) throws SQLException;

    private void set(int index, @Nullable Object value) throws SQLException {
        set(index, value, null);
    }

    @Override
    public final void setNull(int parameterIndex, int sqlType) throws SQLException {
        set(parameterIndex, null);
    }

    @Override
    public final void setNull(int parameterIndex, int sqlType, String typeName) throws SQLException {
        set(parameterIndex, null);
    }

    @Override
    public final void setBoolean(int parameterIndex, boolean x) throws SQLException {
        set(parameterIndex, x);
    }

    @Override
    public final void setByte(int parameterIndex, byte x) throws SQLException {
        set(parameterIndex, x);
    }

    @Override
    public final void setShort(int parameterIndex, short x) throws SQLException {
        set(parameterIndex, x);
    }

    @Override
    public final void setInt(int parameterIndex, int x) throws SQLException {
        set(parameterIndex, x);
    }

    @Override
    public final void setLong(int parameterIndex, long x) throws SQLException {
        set(parameterIndex, x);
    }

    @Override
    public final void setFloat(int parameterIndex, float x) throws SQLException {
        set(parameterIndex, x);
    }

    @Override
    public final void setDouble(int parameterIndex, double x) throws SQLException {
        set(parameterIndex, x);
    }

    @Override
    public final void setBigDecimal(int parameterIndex, BigDecimal x) throws SQLException {
        set(parameterIndex, x);
    }

    @Override
    public final void setString(int parameterIndex, String x) throws SQLException {
        set(parameterIndex, x);
    }

    @Override
    public final void setNString(int parameterIndex, String x) throws SQLException {
        set(parameterIndex, x);
    }

    @Override
    public final void setBytes(int parameterIndex, byte[] x) throws SQLException {
        set(parameterIndex, x);
    }

    @Override
    public final void setDate(int parameterIndex, Date x) throws SQLException {
        set(parameterIndex, x);
    }

    @Override
    public final void setTime(int parameterIndex, Time x) throws SQLException {
        set(parameterIndex, x);
    }

    @Override
    public final void setTimestamp(int parameterIndex, Timestamp x) throws SQLException {
        set(parameterIndex, x);
    }

    @Override
    public final void setArray(int parameterIndex, Array x) throws SQLException {
        set(parameterIndex, x);
    }

    @Override
    public final void setURL(int parameterIndex, URL x) throws SQLException {
        set(parameterIndex, x);
    }

    @Override
    public final void setObject(int parameterIndex, Object x) throws SQLException {
        set(parameterIndex, x);
    }

    @Override
    public final void setClob(int parameterIndex, Clob x) throws SQLException {
        set(parameterIndex, x);
    }

    @Override
    public final void setNClob(int parameterIndex, NClob x) throws SQLException {
        set(parameterIndex, x);
    }

    @Override
    public final void setBlob(int parameterIndex, Blob x) throws SQLException {
        set(parameterIndex, x);
    }

    @Override
    public final void setDate(int parameterIndex, Date x, Calendar cal) throws SQLException {
        set(parameterIndex, x, cal);
    }

    @Override
    public final void setTime(int parameterIndex, Time x, Calendar cal) throws SQLException {
        set(parameterIndex, x, cal);
    }

    @Override
    public final void setTimestamp(int parameterIndex, Timestamp x, Calendar cal) throws SQLException {
        set(parameterIndex, x, cal);
    }

    @Override
    public final void setObject(int parameterIndex, Object x, int targetSqlType) throws SQLException {
        setObject(parameterIndex, x, targetSqlType, ParameterValues.ANY_SCALE);
    }

    @Override
    public final void setObject(int parameterIndex, Object x, int targetSqlType, int scaleOrLength)
            throws SQLException {
        checkOpen();
        try {
            set(parameterIndex, ParameterValues.cast(x, targetSqlType, scaleOrLength));
        } catch (RuntimeException e) {
            throw SqlErrors.of(e);
        }
    }

    @Override
    public final void setObject(int parameterIndex, Object x, SQLType targetSqlType) throws SQLException {
        setObject(parameterIndex, x, targetSqlType, ParameterValues.ANY_SCALE);
    }

    @Override
    public final void setObject(int parameterIndex, Object x, SQLType targetSqlType, int scaleOrLength)
            throws SQLException {
        checkOpen();
        if (targetSqlType == null || targetSqlType.getVendorTypeNumber() == null) {
            throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "A target type without a number");
        }
        setObject(parameterIndex, x, targetSqlType.getVendorTypeNumber(), scaleOrLength);
    }

    @Override
    public final void setCharacterStream(int parameterIndex, Reader reader) throws SQLException {
        set(parameterIndex, StreamText.read(reader));
    }

    @Override
    public final void setCharacterStream(int parameterIndex, Reader reader, long length) throws SQLException {
        set(parameterIndex, StreamText.read(reader, length));
    }

    @Override
    public final void setNCharacterStream(int parameterIndex, Reader reader) throws SQLException {
        set(parameterIndex, StreamText.read(reader));
    }

    @Override
    public final void setNCharacterStream(int parameterIndex, Reader reader, long length) throws SQLException {
        set(parameterIndex, StreamText.read(reader, length));
    }

    @Override
    public final void setClob(int parameterIndex, Reader reader) throws SQLException {
        set(parameterIndex, StreamText.read(reader));
    }

    @Override
    public final void setClob(int parameterIndex, Reader reader, long length) throws SQLException {
        set(parameterIndex, StreamText.read(reader, length));
    }

    @Override
    public final void setNClob(int parameterIndex, Reader reader) throws SQLException {
        set(parameterIndex, StreamText.read(reader));
    }

    @Override
    public final void setNClob(int parameterIndex, Reader reader, long length) throws SQLException {
        set(parameterIndex, StreamText.read(reader, length));
    }

    @Override
    public final void setCharacterStream(int parameterIndex, Reader reader, int length) throws SQLException {
        set(parameterIndex, StreamText.read(reader, length));
    }

    @Override
    public final void setAsciiStream(int parameterIndex, InputStream x) throws SQLException {
        set(parameterIndex, StreamText.readAscii(x, Long.MAX_VALUE));
    }

    @Override
    public final void setAsciiStream(int parameterIndex, InputStream x, long length) throws SQLException {
        set(parameterIndex, StreamText.readAscii(x, length));
    }

    @Override
    public final void setAsciiStream(int parameterIndex, InputStream x, int length) throws SQLException {
        set(parameterIndex, StreamText.readAscii(x, length));
    }

    @Override
    public final void setBinaryStream(int parameterIndex, InputStream x) throws SQLException {
        set(parameterIndex, StreamText.read(x, Long.MAX_VALUE));
    }

    @Override
    public final void setBinaryStream(int parameterIndex, InputStream x, long length) throws SQLException {
        set(parameterIndex, StreamText.read(x, length));
    }

    @Override
    public final void setBinaryStream(int parameterIndex, InputStream x, int length) throws SQLException {
        set(parameterIndex, StreamText.read(x, length));
    }

    @Override
    public final void setBlob(int parameterIndex, InputStream inputStream) throws SQLException {
        set(parameterIndex, StreamText.read(inputStream, Long.MAX_VALUE));
    }

    @Override
    public final void setBlob(int parameterIndex, InputStream inputStream, long length) throws SQLException {
        set(parameterIndex, StreamText.read(inputStream, length));
    }

    @Override
    @Deprecated
    public final void setUnicodeStream(int parameterIndex, InputStream x, int length) throws SQLException {
        throw SqlErrors.unsupported("setUnicodeStream");
    }

    @Override
    public final void setRef(int parameterIndex, Ref x) throws SQLException {
        throw SqlErrors.unsupported("The type Ref");
    }

    @Override
    public final void setRowId(int parameterIndex, RowId x) throws SQLException {
        throw SqlErrors.unsupported("The type RowId");
    }

    @Override
    public final void setSQLXML(int parameterIndex, SQLXML x) throws SQLException {
        throw SqlErrors.unsupported("The type SQLXML");
    }

    @Override
    public final int executeUpdate() throws SQLException {
        throw noUpdate();
    }

    @Override
    public final long executeLargeUpdate() throws SQLException {
        throw noUpdate();
    }

    @Override
    public final void addBatch() throws SQLException {
        throw noBatch();
    }
}
