// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
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

    /** @throws DingTalkException {@link ErrorCode#THROTTLED} while the ban lasts */
    synchronized void check() {
        long left = until - nanoTime.getAsLong();
        if (banned && left > 0) {
            throw new DingTalkException(
                    ErrorCode.THROTTLED,
                    "DingTalk has banned this IP address for too many calls; no call is made for another "
                            + Duration.ofNanos(left).toSeconds() + " s. Lower apiCallsPerSecond.");
        }
    }
}
