// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), () -> 0.5);

    @Test
    void waitsAreAShareOfABoundThatDoublesUpToTheCap() {
        assertThat(backoff.delay(0, null)).isEqualTo(Duration.ofMillis(100));
        assertThat(backoff.delay(3, null)).isEqualTo(Duration.ofMillis(800));
        assertThat(backoff.delay(1000, null)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void theServersWishCountsUpToAMinute() {
        assertThat(backoff.delay(0, Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.delay(0, Duration.ofDays(1))).isEqualTo(Duration.ofSeconds(60));
        assertThat(backoff.delay(3, Duration.ZERO)).isEqualTo(Duration.ofMillis(800));
    }
}
