// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps the calls of one app under a number a second, over the whole JVM: no window of one second has more. Thread-safe;
 * the lock is held for arithmetic only.
 */
final class CallLimiter {
    private static final int REMEMBERED = 1024;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Duration BAN = Duration.ofMinutes(5);

    private final LongSupplier nanoTime;
    private final long[] starts = new long[REMEMBERED];
    private long count;
    private long bannedUntil;
    private boolean banned;

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

    /**
     * The service has banned this address: every call of the next five minutes would prolong it (documented: 10,000
     * calls in 20 seconds, then 5 minutes).
     */
    synchronized void ban() {
        banned = true;
        bannedUntil = nanoTime.getAsLong() + BAN.toNanos();
    }

    /** Takes the next free place; answers how many nanoseconds from now it is. */
    synchronized long reserve(int callsPerSecond) {
        long now = nanoTime.getAsLong();
        if (banned && now - bannedUntil < 0) {
            throw new DingTalkException(
                    ErrorCode.THROTTLED,
                    "DingTalk has banned this IP address for too many calls; no call is made for another "
                            + Duration.ofNanos(bannedUntil - now).toSeconds() + " s. Lower apiCallsPerSecond.");
        }
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
