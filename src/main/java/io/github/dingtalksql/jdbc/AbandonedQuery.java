// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What is done when a client has lost a result set without closing it: what it held open is closed, and the log says
 * where it was opened. Nothing happens if all rows were read. Refers to no JDBC object.
 *
 * @param opened made where the result was opened
 */
record AbandonedQuery(RunningQuery query, Throwable opened) implements Runnable {
    private static final Logger LOGGER = Logger.getLogger(AbandonedQuery.class.getName());

    @Override
    public void run() {
        if (query.isClosed()) {
            return;
        }
        query.close("The result set was not closed and is not in use any more");
        LOGGER.log(Level.WARNING, "A result set was never closed; it was opened here", opened);
    }
}
