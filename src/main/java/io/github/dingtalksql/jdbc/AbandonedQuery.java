// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is done when a client has lost a result set without closing it: what it held open is closed. Nothing happens if
 * all rows were read. With the level FINE the log says where the result was opened. Refers to no JDBC object.
 *
 * @param opened made where the result was opened; null if the log does not want it
 */
record AbandonedQuery(RunningQuery query, @Nullable Throwable opened) implements Runnable {
    private static final Logger LOGGER = Logger.getLogger(AbandonedQuery.class.getName());

    /** To be called where a result is opened. */
    static AbandonedQuery of(RunningQuery query) {
        return new AbandonedQuery(query, LOGGER.isLoggable(Level.FINE) ? new Throwable("opened here") : null);
    }

    @Override
    public void run() {
        if (query.isClosed()) {
            return;
        }
        query.close("The result set was not closed and is not in use any more");
        LOGGER.log(Level.FINE, "A result set was never closed; its stack trace says where it was opened", opened);
    }
}
