// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.Transfers;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The sum of a stream is that of its bytes, in whatever ranges and pieces they come and are taken. */
class StreamSumTest {
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Execution execution = new Execution();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final StreamSum sum = new StreamSum(wanted::get);

    private RangeQueue queue(byte[] bytes) {
        return new RangeQueue(new Transfers(Runnable::run, 64 << 20), System::nanoTime, 4 << 20, sum, 0, bytes.length);
    }

    /** All bytes, a range after the other; {@code lateAt}: from which offset on somebody wants the sum. */
    private void read(byte[] bytes, long lateAt) {
        RangeQueue queue = queue(bytes);
        while (true) {
            RangeBuffer range = queue.addNext(1 + random.nextInt(1 << 20), false);
            if (range == null) {
                return;
            }
            while (!range.hasEnded()) {
                wanted.set(range.received >= lateAt);
                RangeBuffer.Chunk chunk = queue.room(range, execution);
                int most = (int) Math.min(Transfers.CHUNK - chunk.filled, range.to - range.received);
                int count = random.nextBoolean() ? most : 1 + random.nextInt(most);
                System.arraycopy(bytes, (int) range.received, chunk.bytes, chunk.filled, count);
                queue.filled(range, chunk, count);
                if (random.nextInt(3) == 0) {
                    queue.take(new byte[1 << 18], 0, 1 + random.nextInt(1 << 18));
                }
            }
            queue.completed(range, null);
            while (queue.awaitFront(execution) == RangeQueue.Front.BYTES) {
                queue.take(new byte[1 << 18], 0, 1 << 18);
            }
            queue.retire();
        }
    }

    @Test
    void isThatOfAllBytes() {
        for (int round = 0; round < 50; round++) {
            byte[] bytes = new byte[random.nextInt(3_000_000)];
            random.nextBytes(bytes);
            Crc64 expected = new Crc64();
            expected.update(bytes, 0, bytes.length);
            StreamSumTest own = new StreamSumTest();
            own.read(bytes, 0);
            Crc64 found = own.sum.ofAll(bytes.length);
            assertThat(found == null ? null : found.decimal())
                    .as("%d bytes, seeds %d and %d", bytes.length, seed, own.seed)
                    .isEqualTo(expected.decimal());
        }
    }

    @Test
    void isUnknownIfItWasNotWantedFromTheFirstChunkOn() {
        byte[] bytes = new byte[3_000_000];
        read(bytes, 1_000_000);
        assertThat(sum.ofAll(bytes.length)).as("seed %d", seed).isNull();
    }
}
