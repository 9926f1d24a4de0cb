// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.plan.RowCursor;
import java.util.concurrent.atomic.AtomicInteger;

/** A cursor that tells how it is used. */
final class FakeCursor implements RowCursor {
    /** Gives row {@code index}, from 0; null at the end. May block. */
    interface Rows {
        Object[] row(Execution execution, int index);
    }

    private final Rows rows;
    private final Execution execution;
    private Object[] row;
    private boolean working;
    final AtomicInteger read = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    volatile boolean closedWhileWorking;

    FakeCursor(Rows rows, Execution execution) {
        this.rows = rows;
        this.execution = execution;
    }

    @Override
    public boolean next() {
        execution.check();
        working = true;
        try {
            row = rows.row(execution, read.getAndIncrement());
            return row != null;
        } finally {
            working = false;
        }
    }

    @Override
    public Object value(int column) {
        return row[column];
    }

    @Override
    public void close() {
        closedWhileWorking |= working;
        closed.incrementAndGet();
    }
}
