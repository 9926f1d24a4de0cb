// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import java.util.Map;

/** What {@code jdbc:dingtalk:demo} connects to: one pretend service for each JVM. Thread-safe. */
public interface DemoService {
    /**
     * The connection properties that lead to it: endpoint, credentials and operator. Starts it at the first call.
     *
     * @throws io.github.dingtalksql.DingTalkException if it cannot be started
     */
    Map<String, String> properties();

    /** Ends it, and whatever reads from it; {@link #properties} starts it anew. */
    default void stop() {}
}
