// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.client.Transfers;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The CRC-64 of what one stream has given. The sums of full chunks are made on the threads of the transfers, several at
 * once, and joined by the reader, for whom to make them would take longer than to count records.
 */
final class StreamSum {
    private final BooleanSupplier isWanted;
    private final Crc64 crc = new Crc64();
    /** Not in use: there are never more than threads that sum at one time. */
    private final Queue<Crc64Folding> foldings = new ConcurrentLinkedQueue<>();

    private long bytes;

    /** @param isWanted asked for every chunk, on any thread: what the store sends is known after its first answer only */
    StreamSum(BooleanSupplier isWanted) {
        this.isWanted = isWanted;
    }

    /** The sum of a chunk that is full; null if nobody wants it. Called on any thread. */
    @Nullable
    Crc64 of(byte[] chunk) {
        if (!isWanted.getAsBoolean()) {
            return null;
        }
        Crc64Folding idle = foldings.poll();
        Crc64Folding folding = idle == null ? new Crc64Folding() : idle;
        Crc64 sum = new Crc64();
        sum.update(chunk, 0, Transfers.CHUNK, folding);
        foldings.add(folding);
        return sum;
    }

    /** A chunk has been read. Chunks come in order. */
    void add(RangeBuffer.Chunk chunk) {
        Crc64 known = chunk.crc;
        if (known != null) {
            crc.append(known, chunk.filled);
        } else if (isWanted.getAsBoolean()) {
            crc.update(chunk.bytes, 0, chunk.filled);
        } else {
            return;
        }
        bytes += chunk.filled;
    }

    /** Of all that was read, if that is {@code length} bytes and none is missing; else null. */
    @Nullable
    Crc64 ofAll(long length) {
        return bytes == length ? crc : null;
    }
}
