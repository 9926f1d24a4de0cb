// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.config.ConnectionConfig;
import io.github.dingtalksql.plan.SqlEngine;

/** Makes the SQL engine of a new connection. Makes no call and opens nothing. Thread-safe. */
public interface EngineFactory {
    /** @throws io.github.dingtalksql.DingTalkException if no engine can be made for this configuration */
    SqlEngine engine(ConnectionConfig config);

    /** Lets go of what only waits for the next query. Queries go on, and new ones may come. */
    default void releaseIdle() {}
}
