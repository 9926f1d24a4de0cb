// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all transfers of the JVM share: threads, and the memory of what is read ahead. Thread-safe; nothing here blocks.
 *
 * <p>Memory is counted in chunks and lent on request. Who gets none goes on with the two chunks that every stream may
 * have without asking, so any number of streams can be open and none waits for another.
 */
public final class Transfers {
    /** Bytes of one chunk. */
    public static final int CHUNK = 1 << 17;

    private static final int MOST_AHEAD = 256;
    private static final int MOST_KEPT = 128;

    private final Executor threads;
    private final int mostChunks;
    private final AtomicInteger lent = new AtomicInteger();
    private final AtomicInteger ahead = new AtomicInteger();
    private final AtomicInteger beside = new AtomicInteger();
    private final ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger kept = new AtomicInteger();

    /** @param bytes how much may be lent at one time */
    public Transfers(Executor threads, long bytes) {
        this.threads = threads;
        this.mostChunks = (int) Math.min(Integer.MAX_VALUE / 2, bytes / CHUNK);
    }

    /** Runs {@code transfer} on a thread of its own; there is always one. */
    public void start(Runnable transfer) {
        threads.execute(transfer);
    }

    /**
     * Runs work that computes on another thread, unless as many do so already as there are processors beside that of who
     * asks: then it says no.
     */
    public boolean startBeside(Runnable work) {
        if (beside.incrementAndGet() >= Runtime.getRuntime().availableProcessors()) {
            beside.decrementAndGet();
            return false;
        }
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } finally {
                    beside.decrementAndGet();
                }
            });
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // No thread to be had: who asks does the work itself.
            beside.decrementAndGet();
            return false;
        }
    }

    /** Lends memory for {@code chunks} of one range that is read ahead, or says no. */
    public boolean lend(int chunks) {
        if (ahead.incrementAndGet() > MOST_AHEAD) {
            ahead.decrementAndGet();
            return false;
        }
        if (lent.addAndGet(chunks) > mostChunks) {
            lent.addAndGet(-chunks);
            ahead.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Takes back what {@link #lend} gave for one range. */
    public void giveBack(int chunks) {
        lent.addAndGet(-chunks);
        ahead.decrementAndGet();
    }

    /** A chunk with any content. */
    public byte[] takeChunk() {
        byte[] chunk = free.poll();
        if (chunk == null) {
            return new byte[CHUNK];
        }
        kept.decrementAndGet();
        return chunk;
    }

    /** Takes back a chunk that nobody reads or writes any more. */
    public void putChunk(byte[] chunk) {
        if (kept.incrementAndGet() > Math.min(MOST_KEPT, mostChunks)) {
            kept.decrementAndGet();
            return;
        }
        free.add(chunk);
    }

    /** How many ranges are being read ahead, for tests of leaks. */
    public int aheadCount() {
        return ahead.get();
    }
}
