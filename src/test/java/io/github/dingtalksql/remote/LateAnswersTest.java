// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import static io.github.dingtalksql.remote.RemoteTesting.drain;
import static io.github.dingtalksql.remote.RemoteTesting.file;
import static io.github.dingtalksql.remote.RemoteTesting.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.testing.FaultServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store whose answers begin late: the clock of the reader goes on while the first one is made. */
@Timeout(30)
class LateAnswersTest {
    private static final int RANGE = 1 << 16;
    private static final int LONGEST = RANGE + RANGE / 2;
    private static final int PARALLELISM = 8;
    private static final long SIZE = 5_000_000;

    private final AtomicLong late = new AtomicLong();
    private final FakeStore store = new FakeStore(SIZE);

    private RemoteFile open(FaultServer server, int longestRange) {
        ReadSettings settings = new ReadSettings(
                PARALLELISM, RANGE, longestRange, Duration.ofSeconds(10), Duration.ofSeconds(10), 5, true);
        return file(new FakeStorageApi(url(server)), settings, new Execution(), () -> System.nanoTime() + late.get());
    }

    private FaultServer firstAnswerComesLate(FaultServer.Answer others) {
        return new FaultServer(others).then((request, reply) -> {
            late.addAndGet(TimeUnit.MILLISECONDS.toNanos(40));
            store.to(request, reply);
        });
    }

    private static List<Long> lengths(FaultServer server) {
        return server.requests.stream()
                .map(FakeStore::range)
                .map(range -> range[1] - range[0])
                .toList();
    }

    @Test
    void theWholeWindowIsAskedForBehindTheFirstRangeAndNoMore() {
        CountDownLatch allAsked = new CountDownLatch(PARALLELISM);
        AtomicInteger waiting = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (FaultServer server = firstAnswerComesLate((request, reply) -> {
                    most.accumulateAndGet(waiting.incrementAndGet(), Math::max);
                    allAsked.countDown();
                    await(allAsked);
                    waiting.decrementAndGet();
                    store.to(request, reply);
                });
                ByteStream stream = open(server, RANGE).open(0, Long.MAX_VALUE)) {
            assertThat(drain(stream, 0)).isEqualTo(SIZE);
            assertThat(allAsked.getCount()).isZero();
            assertThat(most).hasValue(PARALLELISM);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(5, TimeUnit.SECONDS)) {
                throw new IOException("fewer requests than wanted");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void aReaderThatStopsInTheFirstRangeHasAskedForNothingElse() {
        try (FaultServer server = firstAnswerComesLate(store);
                ByteStream stream = open(server, LONGEST).open(0, Long.MAX_VALUE)) {
            stream.read(new byte[RANGE / 2], 0, RANGE / 2);
            stream.close();
            assertThat(lengths(server)).containsExactly((long) RANGE);
        }
    }

    @Test
    void rangesAreLongerButForTheLastOfThem() {
        try (FaultServer server = firstAnswerComesLate(store);
                ByteStream stream = open(server, LONGEST).open(0, Long.MAX_VALUE)) {
            assertThat(drain(stream, 0)).isEqualTo(SIZE);
            assertThat(lengths(server)).contains((long) LONGEST).allMatch(length -> length <= LONGEST);
            assertThat(server.requests)
                    .filteredOn(request -> FakeStore.range(request)[0] > SIZE - PARALLELISM * RANGE)
                    .hasSizeGreaterThan(PARALLELISM - 2)
                    .allMatch(request -> FakeStore.range(request)[1] - FakeStore.range(request)[0] <= RANGE);
        }
    }

    @Test
    void noRangeIsLongerThanOneThatWasAskedFor() {
        try (FaultServer server = firstAnswerComesLate(store);
                ByteStream stream = open(server, RANGE).open(0, Long.MAX_VALUE)) {
            assertThat(drain(stream, 0)).isEqualTo(SIZE);
            assertThat(lengths(server)).allMatch(length -> length <= RANGE);
        }
    }
}
