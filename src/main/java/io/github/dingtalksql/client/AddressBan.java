// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether the service has banned this machine's address: every call of the next five minutes would prolong it
 * (documented: 10,000 calls in 20 seconds, then 5 minutes). Thread-safe.
 */
final class AddressBan {
    private static final Duration LENGTH = Duration.ofMinutes(5);

    private final LongSupplier nanoTime;
    private long until;
    private boolean banned;

    AddressBan(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void begin() {
        banned = true;
        until = nanoTime.getAsLong() + LENGTH.toNanos();
    }

    /** How long it will last; zero if there is none. */
    synchronized Duration left() {
        long left = until - nanoTime.getAsLong();
        return banned && left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
    }

    /** Whether the end is near enough for this execution. */
    boolean isWorthWaitingFor(Execution execution) {
        return left().compareTo(execution.patience()) <= 0;
    }

    /**
     * Waits for the end.
     *
     * @throws DingTalkException {@link ErrorCode#THROTTLED} at once if the execution is not that patient
     */
    void sitOut(Execution execution) {
        for (Duration left = left(); !left.isZero(); left = left()) {
            if (left.compareTo(execution.patience()) > 0) {
                throw new DingTalkException(
                        ErrorCode.THROTTLED,
                        "DingTalk has banned this IP address for too many calls; no call is made for another "
                                + left.toSeconds()
                                + " s. Lower apiCallsPerSecond. A statement with a query timeout that"
                                + " is longer waits for the end.");
            }
            execution.pause(left);
        }
    }
}
