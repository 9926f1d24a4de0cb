// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallLimiterTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(3));
    private final CallLimiter limiter = new CallLimiter(now::get);

    @Test
    void noWindowOfASecondHasMoreCallsThanAllowed() {
        Random random = new Random(7);
        long[] starts = new long[5000];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = now.get() + limiter.reserve(20);
            now.addAndGet(random.nextInt(50_000_000));
            assertThat(starts[i] - (i == 0 ? starts[i] : starts[i - 1])).isNotNegative();
            if (i >= 20) {
                assertThat(starts[i] - starts[i - 20]).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
            }
        }
    }

    @Test
    void aBurstUpToTheLimitDoesNotWait() {
        for (int i = 0; i < 15; i++) {
            assertThat(limiter.reserve(15)).isZero();
        }
        assertThat(limiter.reserve(15)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1100));
    }

    @Test
    void ofTwoRatesTheLowerHoldsAsLongAsItsConnectionCalls() {
        Random random = new Random(11);
        int[] rates = {20, 3, 7};
        List<long[]> calls = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            int rate = random.nextInt(40) > 0 ? rates[0] : rates[1 + random.nextInt(2)];
            long start = now.get() + limiter.reserve(rate);
            calls.add(new long[] {start, rate});
            for (int j = i; j >= 0 && start - calls.get(j)[0] < TimeUnit.SECONDS.toNanos(1); j--) {
                assertThat(i - j + 1L).as("calls of one second").isLessThanOrEqualTo(lowest(calls.subList(j, i + 1)));
            }
            now.addAndGet(random.nextInt(60_000_000));
        }
    }

    private static long lowest(List<long[]> calls) {
        return calls.stream().mapToLong(call -> call[1]).min().orElseThrow();
    }

    @Test
    void twoConnectionsTogetherNeverHaveTheSumOfTheirRates() {
        int started = 0;
        for (int i = 0; i < 40; i++) {
            started += limiter.reserve(i % 2 == 0 ? 15 : 14) == 0 ? 1 : 0;
        }
        assertThat(started).isEqualTo(14);
    }

    @Test
    void whoeverIsFastIsFastAgainAfterTheOther() {
        limiter.reserve(1);
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(1100));
        for (int i = 0; i < 15; i++) {
            assertThat(limiter.reserve(15)).isZero();
        }
    }

    @Test
    void appsThatDoNotCallAreForgotten() {
        AppLimits limits = new AppLimits(now::get);
        for (int i = 0; i < 1000; i++) {
            AppLimits.App app = new AppLimits.App(URI.create("https://api.dingtalk.io"), "token" + i);
            assertThat(limits.reserve(app, Api.NODES, 2)).isZero();
            now.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
        }
        assertThat(limits.size()).isLessThan(15);
    }
}
