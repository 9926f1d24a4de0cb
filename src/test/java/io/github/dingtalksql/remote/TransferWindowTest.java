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
            window.consumed(FULL, waited, null);
        }
    }

    @Test
    void rangesDoubleUpToTheFullOne() {
        assertThat(window.nextRange(Long.MAX_VALUE)).isEqualTo(1 << 17);
        window.begun();
        assertThat(window.nextRange(Long.MAX_VALUE)).isEqualTo(1 << 18);
        for (int i = 0; i < 10; i++) {
            window.begun();
        }
        assertThat(window.nextRange(Long.MAX_VALUE)).isEqualTo(FULL);
    }

    @Test
    void theFirstRangeIsNeverLongerThanTheFullOne() {
        assertThat(new TransferWindow(8, 1000, () -> now).nextRange(Long.MAX_VALUE))
                .isEqualTo(1000);
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
    void closesWhileTheReaderIsTheSlowOne() {
        growsToTheLimitWhileMoreRangesBringMoreBytes();
        round(1_000_000, 50_000);
        assertThat(window.size()).as("it waits a little").isEqualTo(8);
        round(1_000_000, 1000);
        assertThat(window.size()).isEqualTo(4);
        for (int i = 0; i < 5; i++) {
            round(1_000_000, 0);
        }
        assertThat(window.size()).isEqualTo(2);
    }

    @Test
    void opensAgainIfTheReaderHasToWaitThenAndStaysOpen() {
        growsToTheLimitWhileMoreRangesBringMoreBytes();
        round(1_000_000, 0);
        assertThat(window.size()).isEqualTo(4);
        round(1_000_000, 500_000);
        assertThat(window.size()).isEqualTo(8);
        for (int i = 0; i < 5; i++) {
            round(1_000_000, 0);
        }
        assertThat(window.size()).isEqualTo(8);
    }

    @Test
    void shortRangesDoNotTellThatItTakesMany() {
        window.goesOn();
        for (int i = 0; i < 30; i++) {
            now += 1_000_000;
            window.begun();
            window.consumed(FULL / 4, 900_000, null);
        }
        assertThat(window.size()).isEqualTo(4);
    }

    @Test
    void stopsGrowingWhenMoreRangesBringNothing() {
        TransferWindow wide = new TransferWindow(64, FULL, () -> now);
        wide.goesOn();
        for (int i = 0; i < 500; i++) {
            now += 1_000_000;
            wide.begun();
            wide.consumed(FULL, 900_000, null);
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
        narrow.consumed(FULL, 1000, null);
        assertThat(narrow.size()).isEqualTo(1);
    }

    private static Pace pace(long latencyMillis, long bodyMillis, long bytes) {
        return new Pace(latencyMillis * 1_000_000, bodyMillis * 1_000_000, bytes);
    }

    private TransferWindow afterFirst(Pace pace) {
        TransferWindow fresh = new TransferWindow(8, FULL, FULL + FULL / 2, TransferWindow.FIRST_RANGE, () -> now);
        fresh.begun();
        fresh.goesOn();
        now += pace.latencyNanos() + pace.bodyNanos();
        fresh.consumed(pace.bytes(), pace.latencyNanos() + pace.bodyNanos(), pace);
        return fresh;
    }

    @Test
    void opensAtOnceWhereAnswersBeginLate() {
        assertThat(afterFirst(pace(40, 7, 1 << 17)).size()).isEqualTo(8);
        assertThat(afterFirst(pace(1, 0, 1 << 17)).size()).isEqualTo(2);
    }

    @Test
    void opensNoFurtherThanAReaderCanFollow() {
        TransferWindow wide = new TransferWindow(64, 4 << 20, 4 << 20, TransferWindow.FIRST_RANGE, () -> now);
        wide.consumed(1 << 17, 10_000_000, new Pace(12_000_000, 125_000, 1 << 17));
        assertThat(wide.size()).isEqualTo(4);
    }

    @Test
    void aSlowFirstAnswerThatBeganAtOnceOpensNothing() {
        assertThat(afterFirst(pace(9, 400, 1 << 17)).size()).isEqualTo(2);
    }

    private static int longest(TransferWindow window) {
        for (int i = 0; i < 10; i++) {
            window.begun();
        }
        return window.nextRange(Long.MAX_VALUE);
    }

    @Test
    void rangesGrowWhileMuchOfTheirTimeIsLatency() {
        assertThat(longest(afterFirst(pace(40, 7, 1 << 17)))).isEqualTo(FULL + FULL / 2);
        assertThat(longest(afterFirst(pace(40, 80, 1 << 17)))).isEqualTo(FULL);
    }

    @Test
    void theLastRangesAreNoLongerThanOthers() {
        TransferWindow late = afterFirst(pace(40, 7, 1 << 17));
        longest(late);
        assertThat(late.nextRange(8L * FULL)).isEqualTo(FULL + FULL / 2);
        assertThat(late.nextRange(8L * FULL - 1)).isEqualTo(FULL);
    }

    @Test
    void rangesAreOfTheirUsualLengthAgainAfterAFault() {
        TransferWindow late = afterFirst(pace(40, 7, 1 << 17));
        longest(late);
        late.shrink();
        assertThat(late.size()).isEqualTo(4);
        assertThat(longest(late)).isEqualTo(FULL);
    }

    @Test
    void aWindowThatIsFullGrowsItsRangesLater() {
        TransferWindow late = afterFirst(pace(40, 80, 1 << 17));
        for (int left = 8; left > 0; left--) {
            now += 10_000_000;
            late.consumed(FULL, 9_000_000, pace(40, 50, FULL));
        }
        assertThat(longest(late)).isEqualTo(FULL + FULL / 2);
    }
}
