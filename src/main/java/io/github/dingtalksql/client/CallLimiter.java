// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps the calls of one app to one API under a number a second, over the whole JVM: of the calls in any window of one
 * second, each was allowed by the rate that came with it, so where connections have different rates the lowest of those
 * who call holds. Places are given in the order of asking. Thread-safe; the lock is held for arithmetic only.
 */
final class CallLimiter {
    private static final int REMEMBERED = 1024;
    /** The service's second, and a little for requests that travel at different speeds. */
    private static final long SECOND = Duration.ofMillis(1100).toNanos();

    private final LongSupplier nanoTime;
    private final long[] starts = new long[REMEMBERED];
    private final int[] rates = new int[REMEMBERED];
    private long count;

    CallLimiter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Takes the next free place; answers how many nanoseconds from now it is. */
    synchronized long reserve(int callsPerSecond) {
        long now = nanoTime.getAsLong();
        int rate = Math.max(1, Math.min(callsPerSecond, REMEMBERED));
        long start = startOf(rate, now);
        starts[slot(count)] = start;
        rates[slot(count)] = rate;
        count++;
        return start - now;
    }

    /** Not before the last place, and so late that no call within the second before it is one too many. */
    private long startOf(int rate, long now) {
        long start = count == 0 ? now : later(now, starts[slot(count - 1)]);
        int lowest = rate;
        for (long call = count - 1; call >= Math.max(0, count - REMEMBERED); call--) {
            long end = starts[slot(call)] + SECOND;
            if (end - start <= 0) {
                return start;
            }
            lowest = Math.min(lowest, rates[slot(call)]);
            if (count - call >= lowest) {
                return later(start, starts[slot(count - lowest)] + SECOND);
            }
        }
        return start;
    }

    /** Whether its calls are so long ago that a new limiter would do the same. */
    synchronized boolean isIdle() {
        return count == 0 || starts[slot(count - 1)] + SECOND - nanoTime.getAsLong() <= 0;
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    private static int slot(long call) {
        return (int) (call % REMEMBERED);
    }
}
