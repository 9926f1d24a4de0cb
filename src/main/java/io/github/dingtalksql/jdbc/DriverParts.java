// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.schema.DingTalkSchemas;
import java.lang.ref.Cleaner;

/**
 * What the driver is wired of. The one place where JDBC meets the layers below and the emulator.
 *
 * @param timer rings when a query timeout has passed
 * @param cleaner releases what abandoned results hold
 */
record DriverParts(EngineFactory engines, DemoService demo, QueryTimer timer, Cleaner cleaner) {
    /** Shared by all instances of the driver: one timer, one demo service for the JVM. */
    private static final DriverParts SHARED =
            new DriverParts(DingTalkSchemas::engine, new EmbeddedEmulator(), QueryTimer.create(), Cleaner.create());

    static DriverParts shared() {
        return SHARED;
    }
}
