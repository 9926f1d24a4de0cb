// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OnceTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void anAnswerIsGoodForItsTime() {
        Once<Integer> once = new Once<>(asked::incrementAndGet, Duration.ofNanos(10), nanos::get);

        assertThat(once.get()).isEqualTo(1);
        nanos.addAndGet(9);
        assertThat(once.get()).isEqualTo(1);
        nanos.addAndGet(1);
        assertThat(once.get()).isEqualTo(2);
    }

    @Test
    void aFailureIsNoAnswer() {
        Once<Integer> once = new Once<>(
                () -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new IllegalStateException("first");
                    }
                    return asked.get();
                },
                Duration.ofDays(1),
                nanos::get);

        assertThatThrownBy(once::get).hasMessage("first");
        assertThat(once.get()).isEqualTo(2);
    }
}
