// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.client.Transfers;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What has arrived of one range and is not consumed yet. Guarded by the lock of its {@link RangeQueue}. */
final class RangeBuffer {
    enum State {
        /** A transfer is filling it. */
        RUNNING,
        /** Its transfer failed while nobody needed it; resumed when it comes to the front. */
        STALLED,
        COMPLETE,
        FAILED
    }

    /** Filled by one thread from the left, taken by another behind it. */
    static final class Chunk {
        final byte[] bytes;
        int filled;
        int taken;
        /** Whether it is full and {@link #folding} has all of it. */
        boolean isInSumOfRange;

        Chunk(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    final long from;
    final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    /** Chunks that the queue may hold for the sake of this range. */
    int allowance;
    /** Whether the allowance was lent by {@link Transfers} and has to be given back. */
    boolean lent;

    long to;
    /** Offset of the next byte to arrive. */
    long received;

    State state = State.RUNNING;

    @Nullable
    DingTalkException failure;

    /**
     * Makes the CRC-64 of the first {@link #summed} bytes; null if nobody wants it. Belongs to the transfer, and to the reader
     * when the transfer has ended, or has given a full chunk that is not in it.
     */
    @Nullable
    Crc64Folding folding;

    long summed;

    /** How it came, if one answer brought all of it. */
    @Nullable
    Pace pace;

    RangeBuffer(long from, long to, int allowance, boolean lent) {
        this.from = from;
        this.to = to;
        this.received = from;
        this.allowance = allowance;
        this.lent = lent;
    }

    boolean hasRoom() {
        Chunk last = chunks.peekLast();
        return last != null && last.filled < Transfers.CHUNK;
    }

    boolean hasBytes() {
        Chunk first = chunks.peekFirst();
        return first != null && first.taken < first.filled;
    }

    /** Bytes that have arrived and were not taken. */
    int unread() {
        int unread = 0;
        for (Chunk chunk : chunks) {
            unread += chunk.filled - chunk.taken;
        }
        return unread;
    }

    boolean hasEnded() {
        return received >= to;
    }

    /** Whether more than half of it has arrived. */
    boolean isHalfReceived() {
        return (received - from) * 2 > to - from;
    }
}
