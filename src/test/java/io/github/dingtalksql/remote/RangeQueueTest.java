// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.Transfers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Memory of ranges that are longer than what one of them may hold. */
@Timeout(30)
class RangeQueueTest {
    private static final int CHUNKS = 4;
    private static final int RANGE = CHUNKS * Transfers.CHUNK;

    private final Execution execution = new Execution();
    private final Transfers transfers = new Transfers(Runnable::run, 64 << 20);
    private final RangeQueue queue =
            new RangeQueue(transfers, System::nanoTime, RANGE, new StreamSum(() -> false), 0, 1 << 30);

    private RangeBuffer added(boolean ahead) {
        RangeBuffer range = queue.addNext(3 * RANGE, ahead);
        assertThat(range).isNotNull();
        if (!ahead) {
            queue.answered(range, new RangeBody(null, null, null, execution, 0, 3 * RANGE, false), 1 << 30);
        }
        return range;
    }

    private boolean fill(RangeBuffer range) {
        RangeBuffer.Chunk chunk = queue.room(range, execution);
        if (chunk == null) {
            return false;
        }
        queue.filled(range, chunk, Transfers.CHUNK);
        return true;
    }

    private void fill(RangeBuffer range, int chunks) {
        for (int i = 0; i < chunks; i++) {
            assertThat(fill(range)).isTrue();
        }
    }

    /** A transfer that has to wait; answers once it waits. */
    private CompletableFuture<Boolean> waiting(RangeBuffer range) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> done.complete(fill(range)));
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(done).isNotDone();
            Thread.onSpinWait();
        }
        return done;
    }

    private int take() {
        return queue.take(new byte[Transfers.CHUNK], 0, Transfers.CHUNK);
    }

    @Test
    void rangesShareWhatTheyMayHoldTogether() throws Exception {
        RangeBuffer front = added(false);
        RangeBuffer behind = added(true);
        fill(behind, 2 * CHUNKS - 1);
        fill(front, 1);
        CompletableFuture<Boolean> more = waiting(behind);
        take();
        assertThat(more.get(5, TimeUnit.SECONDS)).isTrue();
        queue.close();
        assertThat(transfers.aheadCount()).isZero();
    }

    @Test
    void theFrontGoesOnWhateverTheOthersHold() throws Exception {
        RangeBuffer front = added(false);
        RangeBuffer behind = added(true);
        fill(behind, 2 * CHUNKS);
        fill(front, 2);
        CompletableFuture<Boolean> third = waiting(front);
        take();
        assertThat(third.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatIsHeldStaysLentWhenTheFrontIsConsumed() throws Exception {
        Transfers scarce = new Transfers(Runnable::run, 2 * RANGE);
        RangeQueue queue = new RangeQueue(scarce, System::nanoTime, RANGE, new StreamSum(() -> false), 0, 1 << 30);
        RangeBuffer front = queue.addNext(RANGE, false);
        queue.answered(front, new RangeBody(null, null, null, execution, 0, RANGE, false), 1 << 30);
        RangeBuffer behind = queue.addNext(2 * RANGE, true);
        for (int i = 0; i < 2 * CHUNKS; i++) {
            queue.filled(behind, queue.room(behind, execution), Transfers.CHUNK);
        }
        queue.completed(front, null);
        queue.retire();
        assertThat(scarce.lend(1)).isFalse();
        for (int i = 0; i < CHUNKS; i++) {
            queue.take(new byte[Transfers.CHUNK], 0, Transfers.CHUNK);
        }
        queue.completed(behind, null);
        queue.retire();
        assertThat(scarce.lend(2 * CHUNKS)).isTrue();
        scarce.giveBack(2 * CHUNKS);
        assertThat(scarce.aheadCount()).isZero();
    }

    @Test
    void aClosedQueueEndsAWaitingTransfer() throws Exception {
        added(false);
        RangeBuffer behind = added(true);
        fill(behind, 2 * CHUNKS);
        CompletableFuture<Boolean> more = waiting(behind);
        queue.close();
        assertThat(more.get(5, TimeUnit.SECONDS)).isFalse();
    }
}
