// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import java.util.function.LongSupplier;

/**
 * How many ranges to have in flight, and how long the next one is. Starts with one short range, so that a reader who
 * stops early costs little; grows while the reader waits for bytes and more ranges bring them faster. Used by one thread.
 */
final class TransferWindow {
    static final int FIRST_RANGE = 1 << 17;
    // Less than a tenth of the time spent waiting: the reader is the slow one.
    private static final int WAITING_SHARE = 10;
    private static final double WORTHWHILE = 1.1;

    private final int most;
    private final int rangeSize;
    private final LongSupplier nanoTime;
    private int size = 1;
    private int nextRange;
    private int finished;
    private long bytes;
    private long waited;
    private long begun;
    private double best;
    private boolean settled;

    TransferWindow(int most, int rangeSize, LongSupplier nanoTime) {
        this(most, rangeSize, FIRST_RANGE, nanoTime);
    }

    /** @param firstRange bytes of the first range, unless {@code rangeSize} is less */
    TransferWindow(int most, int rangeSize, int firstRange, LongSupplier nanoTime) {
        this.most = Math.max(1, most);
        this.rangeSize = Math.max(1, rangeSize);
        this.nanoTime = nanoTime;
        this.nextRange = Math.min(firstRange, this.rangeSize);
        this.begun = nanoTime.getAsLong();
    }

    int size() {
        return size;
    }

    int nextRange() {
        return nextRange;
    }

    /** A range of {@link #nextRange} has been begun: the next one is twice as long. */
    void begun() {
        nextRange = (int) Math.min(rangeSize, nextRange * 2L);
    }

    /** The reader has consumed half of the first range, so it goes on. */
    void goesOn() {
        size = Math.max(size, Math.min(2, most));
    }

    /** A range is consumed. Looks at the whole window once every range of it has been. */
    void consumed(long rangeBytes, long waitedNanos) {
        finished++;
        bytes += rangeBytes;
        waited += waitedNanos;
        if (finished < size) {
            return;
        }
        long elapsed = Math.max(1, nanoTime.getAsLong() - begun);
        if (!settled && waited > elapsed / WAITING_SHARE) {
            grow((double) bytes / elapsed);
        }
        finished = 0;
        bytes = 0;
        waited = 0;
        begun = nanoTime.getAsLong();
    }

    private void grow(double rate) {
        boolean fullRanges = nextRange == rangeSize;
        if (fullRanges && size > 2 && rate < best * WORTHWHILE) {
            settled = true;
            return;
        }
        best = Math.max(best, rate);
        size = Math.min(most, size * 2);
    }

    /** A range that was read ahead failed: the server or the network has enough. */
    void shrink() {
        size = Math.max(1, size / 2);
        settled = false;
        best = 0;
    }
}
