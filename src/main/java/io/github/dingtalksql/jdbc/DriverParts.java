// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

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
            new DriverParts(new SchemaEngines(), new EmbeddedEmulator(), QueryTimer.create(), Cleaner.create());

    static DriverParts shared() {
        return SHARED;
    }

    /**
     * The driver is deregistered: its class loader may be meant to go, so nothing stays that does not end by itself.
     * Connections that are open go on, but for those to the demo service.
     */
    void release() {
        demo.stop();
        engines.releaseIdle();
        LastRecordTypes.forget();
    }
}
