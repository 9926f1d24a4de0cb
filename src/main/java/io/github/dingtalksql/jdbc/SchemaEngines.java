// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.config.ConnectionConfig;
import io.github.dingtalksql.plan.SqlEngine;
import io.github.dingtalksql.schema.DingTalkSchemas;

/** The engines of the schema layer, over what all connections of the JVM share. */
final class SchemaEngines implements EngineFactory {
    @Override
    public SqlEngine engine(ConnectionConfig config) {
        return DingTalkSchemas.engine(config);
    }

    @Override
    public void releaseIdle() {
        DingTalkSchemas.releaseIdle();
    }
}
