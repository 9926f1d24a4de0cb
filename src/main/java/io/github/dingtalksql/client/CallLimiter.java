// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.Execution;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps the calls of one app to one API under a number a second, over the whole JVM: no window of one second has more. Thread-safe;
 * the lock is held for arithmetic only.
 */
final class CallLimiter {
    private static final int REMEMBERED = 1024;
    /** The service's second, and a little for requests that travel at different speeds. */
    private static final long SECOND = Duration.ofMillis(1100).toNanos();

    private final LongSupplier nanoTime;
    private final long[] starts = new long[REMEMBERED];
    private long count;

    CallLimiter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Waits for the next free place. */
    void acquire(int callsPerSecond, Execution execution) {
        execution.check();
        long wait = reserve(Math.max(1, Math.min(callsPerSecond, REMEMBERED)));
        if (wait > 0) {
            execution.pause(Duration.ofNanos(wait));
        }
    }

    /** Takes the next free place; answers how many nanoseconds from now it is. */
    synchronized long reserve(int callsPerSecond) {
        long now = nanoTime.getAsLong();
        long start = now;
        if (count >= callsPerSecond) {
            long earliest = starts[(int) ((count - callsPerSecond) % REMEMBERED)] + SECOND;
            start = earliest - now > 0 ? earliest : now;
        }
        starts[(int) (count % REMEMBERED)] = start;
        count++;
        return start - now;
    }
}
