// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import java.lang.ref.Cleaner;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/** The driver over a fake engine. */
final class TestDriver {
    static final Map<String, String> DEMO = Map.of(
            "endpoint",
            "http://127.0.0.1:1",
            "appKey",
            "demo-key",
            "appSecret",
            "demo-secret",
            "unionId",
            "demo-union");

    private TestDriver() {}

    static DingTalkDriver over(EngineFactory engines) {
        return new DingTalkDriver(new DriverParts(engines, () -> DEMO, QueryTimer.create(), Cleaner.create()));
    }

    static Connection connect(FakeSqlEngine engine) throws SQLException {
        return over(config -> engine).connect("jdbc:dingtalk:accessToken=t", new Properties());
    }
}
