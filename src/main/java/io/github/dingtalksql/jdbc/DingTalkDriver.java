// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.config.ConnectionConfig;
import io.github.dingtalksql.config.ConnectionProperty;
import io.github.dingtalksql.plan.SqlEngine;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC driver of {@code jdbc:dingtalk:} URLs; {@code docs/connection.md} has the properties. Connecting makes no
 * call: credentials are used by the first query. Thread-safe.
 */
public final class DingTalkDriver implements Driver {
    static {
        try {
            DriverManager.registerDriver(new DingTalkDriver(), DriverParts.shared()::release);
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final DriverParts parts;

    /** For {@code ServiceLoader} and for clients that know drivers by their class name. */
    public DingTalkDriver() {
        this(DriverParts.shared());
    }

    DingTalkDriver(DriverParts parts) {
        this.parts = parts;
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        if (url == null) {
            throw SqlErrors.of(ErrorCode.INVALID_PROPERTY, "The JDBC URL is null");
        }
        return url.startsWith(ConnectionRequest.PREFIX);
    }

    /** @return null if the URL is for another driver */
    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        try {
            ConnectionRequest request = ConnectionRequest.of(url, info);
            ConnectionConfig config = request.config(parts.demo());
            SqlEngine engine = parts.engines().engine(config);
            String userName = config.appKey() == null ? "" : config.appKey();
            return new DingTalkConnection(parts, engine, request.safeUrl(), userName);
        } catch (RuntimeException | Error e) {
            throw SqlErrors.of(e);
        }
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        try {
            boolean isOurs = url != null && acceptsURL(url);
            ConnectionRequest request = ConnectionRequest.of(isOurs ? url : ConnectionRequest.PREFIX, info);
            ConnectionProperty[] properties = ConnectionProperty.values();
            DriverPropertyInfo[] result = new DriverPropertyInfo[properties.length];
            for (int i = 0; i < properties.length; i++) {
                result[i] = propertyInfo(properties[i], request);
            }
            return result;
        } catch (RuntimeException | Error e) {
            throw SqlErrors.of(e);
        }
    }

    private static DriverPropertyInfo propertyInfo(ConnectionProperty property, ConnectionRequest request) {
        String given = request.value(property);
        String shown = given == null ? property.defaultValue().orElse(null) : given;
        DriverPropertyInfo result = new DriverPropertyInfo(property.key(), property.isSecret() ? null : shown);
        result.description = property.description();
        result.required = false;
        result.choices =
                property.choices().isEmpty() ? null : property.choices().toArray(new String[0]);
        return result;
    }

    @Override
    public int getMajorVersion() {
        return DriverVersion.current().major();
    }

    @Override
    public int getMinorVersion() {
        return DriverVersion.current().minor();
    }

    /** False: what JDBC calls compliant can change data. */
    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("io.github.dingtalksql");
    }
}
