// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.client.Transfers;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The CRC-64 of what one stream has given. The sums of ranges are made by the threads that fetch them, several at once, and
 * joined by the reader, for whom to make them would take longer than to count records.
 */
final class StreamSum {
    private final BooleanSupplier isWanted;
    private final Crc64 crc = new Crc64();
    /** Not in use: there are never more than ranges at one time. */
    private final Queue<Crc64Folding> foldings = new ConcurrentLinkedQueue<>();

    private long bytes;
    /** Of the range at the front, in its sum but not in that of the stream. */
    private long pending;

    /** @param isWanted asked for every chunk, on any thread: what the store sends is known after its first answer only */
    StreamSum(BooleanSupplier isWanted) {
        this.isWanted = isWanted;
    }

    /**
     * A chunk of a range is full: goes on with the sum of the range, unless nobody wants it, or did when the chunks before
     * it came. Called by the thread that fetches the range.
     *
     * @param chunkOffset of its first byte, from the first of the range on
     * @return whether it is in the sum of the range
     */
    boolean addToRange(RangeBuffer range, long chunkOffset, byte[] chunk) {
        if (range.summed != chunkOffset || !isWanted.getAsBoolean()) {
            return false;
        }
        Crc64Folding folding = range.folding;
        if (folding == null) {
            Crc64Folding idle = foldings.poll();
            folding = idle == null ? new Crc64Folding() : idle;
            new Crc64().beginFolding(folding);
            range.folding = folding;
        }
        folding.add(chunk, 0, Transfers.CHUNK / Long.BYTES);
        range.summed += Transfers.CHUNK;
        return true;
    }

    /** A chunk of the range at the front has been read. Chunks come in order. */
    void add(RangeBuffer front, RangeBuffer.Chunk chunk) {
        if (chunk.isInSumOfRange) {
            pending += chunk.filled;
        } else {
            addRange(front);
            if (!isWanted.getAsBoolean()) {
                return;
            }
            crc.update(chunk.bytes, 0, chunk.filled);
        }
        bytes += chunk.filled;
    }

    /** No more chunks of the range at the front will come that are in its sum. */
    void addRange(RangeBuffer front) {
        Crc64Folding folding = front.folding;
        if (folding == null) {
            return;
        }
        Crc64 sum = new Crc64();
        sum.update(folding);
        crc.append(sum, pending);
        pending = 0;
        front.folding = null;
        foldings.add(folding);
    }

    /** Of all that was read, if that is {@code length} bytes and none is missing; else null. */
    @Nullable
    Crc64 ofAll(long length) {
        return bytes == length && pending == 0 ? crc : null;
    }
}
