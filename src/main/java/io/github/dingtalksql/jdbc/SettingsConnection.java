// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.ErrorCode;
import java.sql.ClientInfoStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@code Connection} that pools and frameworks set without being asked: kept and given back, without
 * effect, because there are no transactions, no catalogs and nothing to write. Thread-safe.
 */
abstract class SettingsConnection extends QueryOnlyConnection {
    private static final Set<String> CLIENT_INFO = Set.of("ApplicationName", "ClientUser", "ClientHostname");

    private final Warnings warnings = new Warnings();
    private final Properties clientInfo = new Properties();
    private volatile boolean autoCommit = true;
    private volatile int isolation = Connection.TRANSACTION_NONE;
    private volatile int holdability = ResultSet.HOLD_CURSORS_OVER_COMMIT;
    private volatile int networkTimeout;
    private volatile Map<String, Class<?>> typeMap = new HashMap<>();

    abstract void checkOpen() throws SQLException;

    /** Results are forward-only and read-only: who asks for more gets those and a warning. */
    final void checkResult(int type, int concurrency) throws SQLException {
        checkOpen();
        boolean isType = type >= ResultSet.TYPE_FORWARD_ONLY && type <= ResultSet.TYPE_SCROLL_SENSITIVE;
        boolean isConcurrency = concurrency == ResultSet.CONCUR_READ_ONLY || concurrency == ResultSet.CONCUR_UPDATABLE;
        if (!isType || !isConcurrency) {
            throw SqlErrors.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "No kind of result set has type " + type + " and concurrency " + concurrency);
        }
        if (type != ResultSet.TYPE_FORWARD_ONLY || concurrency != ResultSet.CONCUR_READ_ONLY) {
            warnings.optionChanged("Results are forward-only and read-only; that is what the statement will give");
        }
    }

    /** Either kind is good: there is nothing to commit. */
    final void checkHoldability(int value) throws SQLException {
        checkOpen();
        if (value != ResultSet.HOLD_CURSORS_OVER_COMMIT && value != ResultSet.CLOSE_CURSORS_AT_COMMIT) {
            throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "There is no holdability " + value);
        }
    }

    @Override
    public final @Nullable SQLWarning getWarnings() throws SQLException {
        checkOpen();
        return warnings.first();
    }

    @Override
    public final void clearWarnings() throws SQLException {
        checkOpen();
        warnings.clear();
    }

    @Override
    public final boolean getAutoCommit() throws SQLException {
        checkOpen();
        return autoCommit;
    }

    /** Kept and given back. Who turns it off gets a warning: there is no transaction that would begin. */
    @Override
    public final void setAutoCommit(boolean autoCommit) throws SQLException {
        checkOpen();
        if (this.autoCommit && !autoCommit) {
            warnings.optionChanged("There are no transactions: every statement reads what there is when it runs,"
                    + " and setAutoCommit(false) has no effect");
        }
        this.autoCommit = autoCommit;
    }

    /**
     * No effect. Also in auto-commit mode, where JDBC wants an exception: there is never anything that could be lost,
     * and clients commit or roll back on their way out without asking for the mode.
     */
    @Override
    public final void commit() throws SQLException {
        checkOpen();
    }

    /** No effect, as {@link #commit}. */
    @Override
    public final void rollback() throws SQLException {
        checkOpen();
    }

    /** True, whatever was set. */
    @Override
    public final boolean isReadOnly() throws SQLException {
        checkOpen();
        return true;
    }

    @Override
    public final void setReadOnly(boolean readOnly) throws SQLException {
        checkOpen();
    }

    @Override
    public final @Nullable String getCatalog() throws SQLException {
        checkOpen();
        return null;
    }

    @Override
    public final void setCatalog(String catalog) throws SQLException {
        checkOpen();
    }

    @Override
    public final int getTransactionIsolation() throws SQLException {
        checkOpen();
        return isolation;
    }

    @Override
    public final void setTransactionIsolation(int level) throws SQLException {
        checkOpen();
        switch (level) {
            case TRANSACTION_NONE,
                    TRANSACTION_READ_UNCOMMITTED,
                    TRANSACTION_READ_COMMITTED,
                    TRANSACTION_REPEATABLE_READ,
                    TRANSACTION_SERIALIZABLE -> isolation = level;
            default -> throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "There is no isolation level " + level);
        }
    }

    @Override
    public final int getHoldability() throws SQLException {
        checkOpen();
        return holdability;
    }

    @Override
    public final void setHoldability(int holdability) throws SQLException {
        checkHoldability(holdability);
        this.holdability = holdability;
    }

    @Override
    public final int getNetworkTimeout() throws SQLException {
        checkOpen();
        return networkTimeout;
    }

    /** Kept without effect: {@code connectTimeout} and {@code readTimeout} rule, and the query timeout. */
    @Override
    public final void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
        checkOpen();
        if (milliseconds < 0) {
            throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "The network timeout must not be negative");
        }
        networkTimeout = milliseconds;
    }

    @Override
    public final Map<String, Class<?>> getTypeMap() throws SQLException {
        checkOpen();
        return typeMap;
    }

    @Override
    public final void setTypeMap(Map<String, Class<?>> map) throws SQLException {
        checkOpen();
        typeMap = map == null ? new HashMap<>() : map;
    }

    /** Without a call: a connection holds no socket that could have died. */
    @Override
    public final boolean isValid(int timeout) throws SQLException {
        if (timeout < 0) {
            throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "The timeout must not be negative");
        }
        return !isClosed();
    }

    @Override
    public final void setClientInfo(String name, String value) throws SQLClientInfoException {
        checkOpenForClientInfo();
        if (name == null || !CLIENT_INFO.contains(name)) {
            warnings.optionChanged("There is no client info of this name; there are " + CLIENT_INFO);
            return;
        }
        if (value == null) {
            clientInfo.remove(name);
            return;
        }
        clientInfo.setProperty(name, value);
    }

    private void checkOpenForClientInfo() throws SQLClientInfoException {
        try {
            checkOpen();
        } catch (SQLException e) {
            Map<String, ClientInfoStatus> failed = new HashMap<>();
            CLIENT_INFO.forEach(name -> failed.put(name, ClientInfoStatus.REASON_UNKNOWN));
            throw new SQLClientInfoException(e.getMessage(), e.getSQLState(), 0, failed, e);
        }
    }

    @Override
    public final void setClientInfo(Properties properties) throws SQLClientInfoException {
        checkOpenForClientInfo();
        clientInfo.clear();
        if (properties == null) {
            return;
        }
        for (String name : properties.stringPropertyNames()) {
            setClientInfo(name, properties.getProperty(name));
        }
    }

    @Override
    public final @Nullable String getClientInfo(String name) throws SQLException {
        checkOpen();
        return name == null ? null : clientInfo.getProperty(name);
    }

    @Override
    public final Properties getClientInfo() throws SQLException {
        checkOpen();
        return (Properties) clientInfo.clone();
    }

    static Set<String> clientInfoNames() {
        return CLIENT_INFO;
    }
}
