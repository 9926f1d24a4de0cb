// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.client.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides after each failed attempt at one range: wait and repeat, renew the download info, go to the next URL, or give
 * up. Follows the table in {@link Fault}. Counts only what went wrong since the last progress. Used by one thread.
 */
final class RetryPolicy {
    /** What to do next, after {@code delay}. */
    record Step(Fault.Move move, Duration delay) {}

    private static final int MOST_REMEMBERED = 16;

    private final int maxRetries;
    private final Backoff backoff;
    private final Set<Integer> dead = new HashSet<>();
    private final List<RangeFaultException> seen = new ArrayList<>();
    private int failures;
    private boolean renewed;

    RetryPolicy(int maxRetries, Backoff backoff) {
        this.maxRetries = maxRetries;
        this.backoff = backoff;
    }

    /** Places of the URLs that are not worth another attempt. */
    Set<Integer> dead() {
        return dead;
    }

    /**
     * @param progressed whether bytes arrived since the last fault
     * @return null to give up: {@link #givenUp} has the exception
     */
    @Nullable
    Step after(RangeFaultException failure, DownloadLink.Target target, boolean progressed) {
        // A trickle always makes some progress; counted as such it would be allowed for ever.
        if (progressed && failure.fault() != Fault.TOO_SLOW) {
            failures = 0;
            renewed = false;
            dead.clear();
            seen.clear();
        }
        if (seen.size() < MOST_REMEMBERED) {
            seen.add(failure);
        }
        return switch (failure.fault().move()) {
            case FAIL -> null;
            case RENEW -> renewed ? leave(target) : renew();
            case LEAVE_URL -> leave(target);
            case TRY_NEXT -> again(failure, progressed);
        };
    }

    private Step renew() {
        renewed = true;
        dead.clear();
        return new Step(Fault.Move.RENEW, Duration.ZERO);
    }

    private @Nullable Step leave(DownloadLink.Target target) {
        dead.add(target.index());
        return dead.size() >= target.urlCount() ? null : new Step(Fault.Move.LEAVE_URL, Duration.ZERO);
    }

    private @Nullable Step again(RangeFaultException failure, boolean progressed) {
        if (failures >= maxRetries) {
            return null;
        }
        Duration wait = backoff.delay(failures, failure.retryAfter());
        failures++;
        return new Step(progressed ? Fault.Move.TRY_NEXT : Fault.Move.LEAVE_URL, wait);
    }

    /** @param begun whether the store has answered for this file before */
    DingTalkException givenUp(String file, long offset, boolean begun, RangeFaultException last) {
        ErrorCode code = last.fault().code();
        if (begun && code == ErrorCode.UNREACHABLE) {
            code = ErrorCode.BROKEN_STREAM;
        }
        String attempts = seen.size() > 1 ? " (after " + seen.size() + " attempts without progress)" : "";
        DingTalkException failed = new DingTalkException(
                code,
                "Reading " + file + " at byte " + offset + " failed: " + last.getMessage() + attempts + ". "
                        + last.fault().advice(),
                last.serviceCode(),
                null);
        for (RangeFaultException earlier : seen) {
            failed.addSuppressed(earlier);
        }
        return failed;
    }
}
