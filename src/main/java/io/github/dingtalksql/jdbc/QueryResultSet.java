// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.lang.ref.Cleaner;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Rows of a query, read as the client asks for them. One thread reads; {@link #close} may be called from any. */
final class QueryResultSet extends ValueResultSet {
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

    @Override
    @Nullable
    Object value(int column) throws SQLException {
        checkOpen();
        columns.get(column);
        Object value = position.value(column - 1);
        lastWasNull = value == null;
        return value;
    }

    @Override
    ResultColumns columns() {
        return columns;
    }

    @Override
    DingTalkConnection connection() {
        return connection;
    }

    @Override
    long rowNumber() {
        return position.number();
    }

    @Override
    public boolean wasNull() throws SQLException {
        checkOpen();
        return lastWasNull;
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
