// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time that the driver may work for one execution of a statement: in {@code execute} and in every {@code next}
 * together. What the client does between its calls does not count, so that a grid whose user reads slowly is not cut.
 * Thread-safe.
 */
final class TimeBudget {
    /** Alarms are not set for less: a budget that is nearly spent would ring at every row. */
    private static final long SHORTEST_ALARM_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final QueryTimer timer;
    private final int limitSeconds;
    private final Execution execution;
    private @Nullable Future<?> alarm;
    private long usedNanos;
    private long enteredAt;
    private boolean working;
    private boolean closed;

    /** @param limitSeconds 0 for no limit */
    TimeBudget(QueryTimer timer, int limitSeconds, Execution execution) {
        this.timer = timer;
        this.limitSeconds = limitSeconds;
        this.execution = execution;
    }

    /** The driver begins to work. */
    void enter() {
        if (limitSeconds != 0) {
            enterLimited();
        }
    }

    private synchronized void enterLimited() {
        working = true;
        enteredAt = System.nanoTime();
        if (alarm == null) {
            setAlarm();
        }
    }

    /** The driver gives control back to the client. */
    void leave() {
        if (limitSeconds != 0) {
            leaveLimited();
        }
    }

    private synchronized void leaveLimited() {
        working = false;
        usedNanos += System.nanoTime() - enteredAt;
    }

    private long leftNanos() {
        return TimeUnit.SECONDS.toNanos(limitSeconds) - usedNanos - (System.nanoTime() - enteredAt);
    }

    private void setAlarm() {
        if (!closed) {
            alarm = timer.ring(this::ring, Math.max(leftNanos(), SHORTEST_ALARM_NANOS));
        }
    }

    private void ring() {
        synchronized (this) {
            alarm = null;
            if (!working || closed) {
                return;
            }
            if (leftNanos() > 0) {
                setAlarm();
                return;
            }
        }
        execution.abort(ErrorCode.QUERY_TIMEOUT, "The query timeout of " + limitSeconds + " s has passed");
    }

    /** No alarm rings any more. */
    synchronized void close() {
        closed = true;
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }
}
