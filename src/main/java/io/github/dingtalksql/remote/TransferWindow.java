// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many ranges to have in flight, and how long the next one is. Starts with one short range, so that a reader who
 * stops early costs little; grows while the reader waits for bytes and more ranges bring them faster, and closes while it
 * does not wait at all. Used by one thread.
 *
 * <p>Where answers begin late, each step of that growth would cost as much as megabytes: there the first answer tells how
 * many ranges it takes, and ranges become longer, so that less of their time is spent in waiting for the first byte.
 */
final class TransferWindow {
    static final int FIRST_RANGE = 1 << 17;
    // Less than a tenth of the time spent waiting: the reader is the slow one.
    private static final int WAITING_SHARE = 10;
    /** Not even a hundredth: fewer ranges would do. */
    private static final int HARDLY_WAITING = 100;

    private static final double WORTHWHILE = 1.1;
    /** The wait for short ranges does not tell that it takes more ranges than so many. */
    private static final int MOST_OF_SHORT = 4;

    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** No reader takes more bytes in a nanosecond. */
    private static final double FASTEST_READER = 1;

    private final int most;
    private final int rangeSize;
    private final int longestRange;
    private final LongSupplier nanoTime;
    private int size = 1;
    private int fullRange;
    private int nextRange;
    private boolean hasSeenAnswer;
    private int finished;
    private long bytes;
    private long waited;
    private long begun;
    private double best;
    private boolean settled;
    /** Whether there were more before, which the reader did not need. */
    private boolean isClosed;

    /** What it is not closed below. */
    private int least = 2;

    TransferWindow(int most, int rangeSize, LongSupplier nanoTime) {
        this(most, rangeSize, rangeSize, FIRST_RANGE, nanoTime);
    }

    /**
     * @param longestRange bytes of a range where answers begin late
     * @param firstRange bytes of the first range, unless {@code rangeSize} is less
     */
    TransferWindow(int most, int rangeSize, int longestRange, int firstRange, LongSupplier nanoTime) {
        this.most = Math.max(1, most);
        this.rangeSize = Math.max(1, rangeSize);
        this.longestRange = Math.max(this.rangeSize, longestRange);
        this.nanoTime = nanoTime;
        this.fullRange = this.rangeSize;
        this.nextRange = Math.min(firstRange, this.rangeSize);
        this.begun = nanoTime.getAsLong();
    }

    int size() {
        return size;
    }

    /** @param left bytes to the end; long ranges there would end one after the other, with the rest idle */
    int nextRange(long left) {
        return left < (long) most * rangeSize ? Math.min(nextRange, rangeSize) : nextRange;
    }

    /** A range of {@link #nextRange} has been begun: the next one is twice as long. */
    void begun() {
        nextRange = (int) Math.min(fullRange, nextRange * 2L);
    }

    /** The reader has consumed half of the first range, so it goes on. */
    void goesOn() {
        size = Math.max(size, Math.min(2, most));
    }

    /**
     * A range is consumed. Looks at the whole window once every range of it has been.
     *
     * @param pace how it came, if that was without a fault
     */
    void consumed(long rangeBytes, long waitedNanos, @Nullable Pace pace) {
        finished++;
        bytes += rangeBytes;
        waited += waitedNanos;
        if (!hasSeenAnswer && pace != null) {
            hasSeenAnswer = true;
            open(pace);
            return;
        }
        if (finished < size) {
            return;
        }
        long elapsed = Math.max(1, nanoTime.getAsLong() - begun);
        if (waited > elapsed / WAITING_SHARE) {
            if (pace != null && size == most) {
                stretch(pace);
            }
            if (!settled) {
                grow((double) bytes / elapsed);
            }
        } else if (waited <= elapsed / HARDLY_WAITING) {
            close();
        }
        look();
    }

    private void look() {
        finished = 0;
        bytes = 0;
        waited = 0;
        begun = nanoTime.getAsLong();
    }

    /** After the first answer: how many ranges does it take to keep the fastest reader busy? */
    private void open(Pace pace) {
        if (pace.latencyNanos() < LATE_NANOS) {
            return;
        }
        double nanos = pace.latencyNanos() + pace.bodyNanosOf(rangeSize);
        size = (int) Math.max(size, Math.min(most, Math.ceil(nanos * FASTEST_READER / rangeSize)));
        stretch(pace);
        look();
    }

    private void stretch(Pace pace) {
        if (pace.latencyNanos() * WAITING_SHARE > pace.latencyNanos() + pace.bodyNanosOf(rangeSize)) {
            fullRange = longestRange;
        }
    }

    private void grow(double rate) {
        if (size >= MOST_OF_SHORT && bytes < (long) finished * rangeSize) {
            return;
        }
        boolean fullRanges = nextRange >= rangeSize;
        if (fullRanges && size > 2 && rate < best * WORTHWHILE) {
            settled = true;
            return;
        }
        best = Math.max(best, rate);
        size = Math.min(most, size * 2);
        if (isClosed) {
            least = size;
        }
    }

    /** Fewer ranges bring as much: each takes memory, and a thread. Unless the reader has waited with so few before. */
    private void close() {
        if (size / 2 >= least) {
            size /= 2;
            settled = false;
            best = 0;
            isClosed = true;
        }
    }

    /** A range that was read ahead failed: the server or the network has enough. */
    void shrink() {
        size = Math.max(1, size / 2);
        fullRange = rangeSize;
        nextRange = Math.min(nextRange, rangeSize);
        settled = false;
        best = 0;
    }
}
