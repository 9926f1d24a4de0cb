// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.CallTally;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.plan.ColumnInfo;
import io.github.dingtalksql.plan.PreparedQuery;
import io.github.dingtalksql.plan.SqlCatalog;
import io.github.dingtalksql.plan.SqlEngine;
import java.sql.Array;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A session: what is open, and where names are looked up. Holds no socket of its own. Thread-safe; statements may run
 * at the same time. Closing it stops everything that runs below it, without waiting.
 */
final class DingTalkConnection extends SettingsConnection {
    /** Where unqualified names are looked up at first. */
    static final String DEFAULT_SCHEMA = "dingtalk";

    private final DriverParts parts;
    private final SqlEngine engine;
    private final String url;
    private final String userName;
    private final Set<RunningQuery> running = ConcurrentHashMap.newKeySet();
    private volatile String schema = DEFAULT_SCHEMA;
    private volatile boolean closed;

    /**
     * @param url without secrets
     * @param userName the app's key, or empty
     */
    DingTalkConnection(DriverParts parts, SqlEngine engine, String url, String userName) {
        this.parts = parts;
        this.engine = engine;
        this.url = url;
        this.userName = userName;
    }

    String url() {
        return url;
    }

    String userName() {
        return userName;
    }

    SqlCatalog catalog() {
        return engine.catalog();
    }

    /** How many statements are being planned, executed or read, for tests of leaks. */
    int runningCount() {
        return running.size();
    }

    @Override
    void checkOpen() throws SQLException {
        if (closed) {
            throw SqlErrors.of(ErrorCode.INVALID_STATE, "The connection is closed");
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        for (RunningQuery query : running) {
            query.close("The connection was closed");
        }
    }

    /** The same as {@link #close}, which never waits: the executor is not needed. */
    @Override
    public void abort(Executor executor) throws SQLException {
        if (executor == null) {
            throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "abort needs an executor");
        }
        close();
    }

    /** Begins an execution that ends with this connection. */
    RunningQuery begin(String sql, int timeoutSeconds) throws SQLException {
        Execution execution = new Execution(CallTally.of(String.valueOf(sql)), Duration.ofSeconds(timeoutSeconds));
        RunningQuery query =
                new RunningQuery(execution, new TimeBudget(parts.timer(), timeoutSeconds, execution), running);
        running.add(query);
        if (closed) {
            query.close("The connection was closed");
            checkOpen();
        }
        return query;
    }

    /** To be called inside {@link RunningQuery#call}. */
    PreparedQuery plan(String sql, RunningQuery query) {
        if (sql == null) {
            throw new DingTalkException(ErrorCode.SYNTAX_ERROR, "The SQL text is null");
        }
        return engine.prepare(sql, schema, query.execution());
    }

    QueryResultSet result(
            DingTalkStatement statement, List<ColumnInfo> columns, RunningQuery query, long maxRows, int fetchSize) {
        return new QueryResultSet(this, statement, ResultColumns.of(columns), query, maxRows, fetchSize)
                .cleanedBy(parts.cleaner());
    }

    /** Rows that are in memory. */
    ResultSet rows(List<ColumnInfo> columns, List<@Nullable Object[]> rows) {
        Execution execution = new Execution();
        RunningQuery query =
                new RunningQuery(execution, new TimeBudget(parts.timer(), 0, execution), Collections.emptySet());
        query.opened(new ListCursor(rows));
        return new QueryResultSet(this, null, ResultColumns.of(columns), query, 0, 0);
    }

    @Override
    public Statement createStatement() throws SQLException {
        checkOpen();
        return new DingTalkStatement(this, false);
    }

    @Override
    public Statement createStatement(int resultSetType, int resultSetConcurrency) throws SQLException {
        checkResult(resultSetType, resultSetConcurrency);
        return createStatement();
    }

    @Override
    public Statement createStatement(int resultSetType, int resultSetConcurrency, int resultSetHoldability)
            throws SQLException {
        checkHoldability(resultSetHoldability);
        return createStatement(resultSetType, resultSetConcurrency);
    }

    /** Parses, validates and plans; makes no call. */
    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        checkOpen();
        RunningQuery query = begin(sql, 0);
        PreparedQuery plan = query.call(() -> plan(sql, query));
        query.done();
        return new DingTalkPreparedStatement(this, sql, plan);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int resultSetType, int resultSetConcurrency)
            throws SQLException {
        checkResult(resultSetType, resultSetConcurrency);
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(
            String sql, int resultSetType, int resultSetConcurrency, int resultSetHoldability) throws SQLException {
        checkHoldability(resultSetHoldability);
        return prepareStatement(sql, resultSetType, resultSetConcurrency);
    }

    /** A query makes no keys: what is asked for them is not looked at. */
    @Override
    public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        checkOpen();
        return new DingTalkDatabaseMetaData(this);
    }

    @Override
    public String getSchema() throws SQLException {
        checkOpen();
        return schema;
    }

    /** @param schema matched without regard to case; null for the default one */
    @Override
    public void setSchema(@Nullable String schema) throws SQLException {
        checkOpen();
        try {
            this.schema = schema == null ? DEFAULT_SCHEMA : knownSchema(schema);
        } catch (RuntimeException | Error e) {
            throw SqlErrors.of(e);
        }
    }

    private String knownSchema(String name) {
        return catalog().schemas().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new DingTalkException(
                        ErrorCode.INVALID_SQL,
                        "There is no schema \"" + name + "\"; there are "
                                + catalog().schemas()));
    }

    @Override
    public Array createArrayOf(String typeName, Object[] elements) throws SQLException {
        checkOpen();
        if (typeName == null || elements == null) {
            throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "An array needs a type and elements");
        }
        return new ListArray(this, ElementType.of(typeName), Arrays.asList(elements.clone()));
    }
}
