// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.config.ConnectionConfig;
import java.util.Properties;

/** What JDBC URLs mean, for who does not need a connection. */
public final class ConnectionConfigs {
    private ConnectionConfigs() {}

    /**
     * The configuration that a connection to {@code url} would have. Starts the demo service if the URL asks for it.
     *
     * @param info as for {@link DingTalkDriver#connect}
     * @throws DingTalkException {@code INVALID_PROPERTY}, without any value in its message
     */
    public static ConnectionConfig of(String url, Properties info) {
        if (!url.startsWith(ConnectionRequest.PREFIX)) {
            throw new DingTalkException(
                    ErrorCode.INVALID_PROPERTY, "The JDBC URL must begin with " + ConnectionRequest.PREFIX);
        }
        return ConnectionRequest.of(url, info).config(DriverParts.shared().demo());
    }
}
