// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import static org.assertj.core.api.Assertions.assertThat;

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
}
