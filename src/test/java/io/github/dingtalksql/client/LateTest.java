// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LateTest {
    @Test
    void makesNothingUntilSomebodyAsksAndThenOnce() {
        AtomicInteger made = new AtomicInteger();
        Late<Integer> late = new Late<>(made::incrementAndGet);
        assertThat(made).hasValue(0);

        assertThat(late.get()).isEqualTo(1);
        assertThat(late.get()).isEqualTo(1);
    }

    @Test
    void triesAgainAfterAFailure() {
        AtomicInteger asked = new AtomicInteger();
        Late<Integer> late = new Late<>(() -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("the first time");
            }
            return asked.get();
        });

        assertThatThrownBy(late::get).hasMessage("the first time");
        assertThat(late.get()).isEqualTo(2);
    }

    @Test
    void whoAsksMeanwhileGetsTheSame() throws Exception {
        CountDownLatch allAsk = new CountDownLatch(4);
        Late<Object> late = new Late<>(Object::new);
        Queue<Object> got = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                allAsk.countDown();
                try {
                    allAsk.await();
                } catch (InterruptedException e) {
                    return;
                }
                got.add(late.get());
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(got).hasSize(4).containsOnly(late.get());
    }
}
