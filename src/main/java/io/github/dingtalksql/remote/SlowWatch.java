// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.client.Fault;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Notices a server that keeps a connection alive without getting anywhere: less than 1 KiB/s over a minute of reading.
 * Time in which nobody reads does not count.
 */
final class SlowWatch {
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(60);
    private static final long LEAST_BYTES = 60 * 1024;

    private final LongSupplier nanoTime;
    private long begun;
    private long nanos;
    private long bytes;

    SlowWatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void begin() {
        begun = nanoTime.getAsLong();
    }

    /** Answers how long it took since {@link #begin}. */
    long end(int count) throws RangeFaultException {
        long taken = nanoTime.getAsLong() - begun;
        nanos += taken;
        bytes += count;
        if (nanos < WINDOW) {
            return taken;
        }
        if (bytes < LEAST_BYTES) {
            throw new RangeFaultException(Fault.TOO_SLOW, "only " + bytes + " bytes arrived in a minute");
        }
        nanos = 0;
        bytes = 0;
        return taken;
    }
}
