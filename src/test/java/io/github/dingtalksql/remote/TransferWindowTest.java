// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransferWindowTest {
    private static final int FULL = 1 << 20;

    private long now;
    private final TransferWindow window = new TransferWindow(8, FULL, () -> now);

    /** One round of the whole window: every range takes {@code nanos}, {@code waited} of them without bytes. */
    private void round(long nanos, long waited) {
        for (int left = window.size(); left > 0; left--) {
            now += nanos;
            window.begun();
            window.consumed(FULL, waited);
        }
    }

    @Test
    void rangesDoubleUpToTheFullOne() {
        assertThat(window.nextRange()).isEqualTo(1 << 17);
        window.begun();
        assertThat(window.nextRange()).isEqualTo(1 << 18);
        for (int i = 0; i < 10; i++) {
            window.begun();
        }
        assertThat(window.nextRange()).isEqualTo(FULL);
    }

    @Test
    void theFirstRangeIsNeverLongerThanTheFullOne() {
        assertThat(new TransferWindow(8, 1000, () -> now).nextRange()).isEqualTo(1000);
    }

    @Test
    void growsToTheLimitWhileMoreRangesBringMoreBytes() {
        window.goesOn();
        assertThat(window.size()).isEqualTo(2);
        for (long nanos = 1_000_000; nanos > 10_000; nanos /= 2) {
            round(nanos, nanos / 2);
        }
        assertThat(window.size()).isEqualTo(8);
    }

    @Test
    void staysSmallWhileTheReaderIsTheSlowOne() {
        window.goesOn();
        for (int i = 0; i < 20; i++) {
            round(1_000_000, 1000);
        }
        assertThat(window.size()).isEqualTo(2);
    }

    @Test
    void stopsGrowingWhenMoreRangesBringNothing() {
        TransferWindow wide = new TransferWindow(64, FULL, () -> now);
        wide.goesOn();
        for (int i = 0; i < 500; i++) {
            now += 1_000_000;
            wide.begun();
            wide.consumed(FULL, 900_000);
        }
        assertThat(wide.size()).isLessThan(10);
    }

    @Test
    void shrinksWhenTheServerHasEnough() {
        growsToTheLimitWhileMoreRangesBringMoreBytes();
        window.shrink();
        assertThat(window.size()).isEqualTo(4);
        for (int i = 0; i < 5; i++) {
            window.shrink();
        }
        assertThat(window.size()).isEqualTo(1);
    }

    @Test
    void oneRangeAtATimeStaysOne() {
        TransferWindow narrow = new TransferWindow(1, FULL, () -> now);
        narrow.goesOn();
        now += 1000;
        narrow.consumed(FULL, 1000);
        assertThat(narrow.size()).isEqualTo(1);
    }
}
