// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Limits of the gateway: calls within any one second, counted for each app and API alone, and calls within a calendar
 * month over all of them. A refused call does not count. Safe for use by many threads.
 */
final class CallLimits {
    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final ZoneOffset SERVICE_ZONE = ZoneOffset.ofHours(8);

    private final InstantSource clock;
    private final ToIntFunction<CallKind> callsPerSecond;
    private final long monthlyQuota;
    private final Map<Counted, Deque<Instant>> recent = new HashMap<>();
    private YearMonth month = YearMonth.of(1970, 1);
    private long callsOfMonth;

    CallLimits(InstantSource clock, ToIntFunction<CallKind> callsPerSecond, long monthlyQuota) {
        this.clock = clock;
        this.callsPerSecond = callsPerSecond;
        this.monthlyQuota = monthlyQuota;
    }

    /** @param appKey "" for calls without a token */
    synchronized void checkRate(String appKey, CallKind kind) throws ApiRefusal {
        Instant now = clock.instant();
        Deque<Instant> calls = recent.computeIfAbsent(new Counted(appKey, kind), key -> new ArrayDeque<>());
        while (!calls.isEmpty() && !calls.peekFirst().isAfter(now.minus(WINDOW))) {
            calls.removeFirst();
        }
        if (calls.size() >= callsPerSecond.applyAsInt(kind)) {
            throw throttled();
        }
        calls.addLast(now);
    }

    synchronized void checkQuota() throws ApiRefusal {
        YearMonth now = YearMonth.from(clock.instant().atOffset(SERVICE_ZONE));
        if (!now.equals(month)) {
            month = now;
            callsOfMonth = 0;
        }
        if (callsOfMonth >= monthlyQuota) {
            throw new ApiRefusal(403, "Forbidden.AccessDenied.ApiCountLimitForOrg", "当前企业的接口调用次数已达到本月上限");
        }
        callsOfMonth++;
    }

    private record Counted(String appKey, CallKind kind) {}

    static ApiRefusal throttled() {
        return new ApiRefusal(403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", "应用调用该接口的QPS超过限制，请稍后重试");
    }
}
