// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides after each failed request of one call or of one range what follows, as the table in {@link Fault} says. Counts
 * only what went wrong since the last progress. Used by one thread.
 */
public final class RetryPolicy {
    /** What to do next, after {@code delay}. */
    public record Step(Fault.Move move, Duration delay) {}

    // A throttled call is refused for the rest of a window of one second, so less than that only wastes an attempt.
    private static final Duration THROTTLE_WINDOW = Duration.ofSeconds(1);

    private final int maxRetries;
    private final Backoff backoff;
    private int failures;
    private int renewals;

    public RetryPolicy(int maxRetries, Backoff backoff) {
        this.maxRetries = maxRetries;
        this.backoff = backoff;
    }

    /** Bytes have arrived: whatever went wrong before does not count any more. */
    public void progressed() {
        failures = 0;
        renewals = 0;
    }

    /**
     * @param asked how long the server asks to wait; null if it does not
     * @return null to give up
     */
    public @Nullable Step after(Fault fault, @Nullable Duration asked) {
        return switch (fault.move()) {
            case FAIL -> null;
            case LEAVE_URL, SIT_OUT -> new Step(fault.move(), Duration.ZERO);
            case RENEW -> renew(fault);
            case REPEAT, SLOW_DOWN -> again(fault, asked);
        };
    }

    private Step renew(Fault fault) {
        boolean isLeft = renewals < fault.most(maxRetries);
        renewals++;
        return new Step(isLeft ? Fault.Move.RENEW : Fault.Move.LEAVE_URL, Duration.ZERO);
    }

    private @Nullable Step again(Fault fault, @Nullable Duration asked) {
        if (failures >= fault.most(maxRetries)) {
            return null;
        }
        Duration wait = backoff.delay(failures, asked);
        failures++;
        boolean isThrottled = asked == null && fault.move() == Fault.Move.SLOW_DOWN;
        return new Step(fault.move(), isThrottled ? wait.plus(THROTTLE_WINDOW) : wait);
    }
}
