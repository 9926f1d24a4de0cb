// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next attempt: full jitter, so that many clients of one outage do not come back at once.
 *
 * @param base upper bound of the first wait; it doubles from attempt to attempt
 * @param cap upper bound of all waits
 * @param random values in [0, 1)
 */
public record Backoff(Duration base, Duration cap, DoubleSupplier random) {

    /**
     * @param attempt 0 before the first repetition
     * @param asked what the server asked for, at least; a server that asks for no time at all must not be hammered
     */
    public Duration delay(int attempt, @Nullable Duration asked) {
        double bound = Math.min(cap.toNanos(), base.toNanos() * Math.pow(2, attempt));
        Duration own = Duration.ofNanos((long) (bound * random.getAsDouble()));
        if (asked == null || asked.compareTo(own) < 0) {
            return own;
        }
        return asked.compareTo(RetryAfter.LONGEST) < 0 ? asked : RetryAfter.LONGEST;
    }
}
