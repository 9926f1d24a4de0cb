// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import static io.github.dingtalksql.remote.RemoteTesting.drain;
import static io.github.dingtalksql.remote.RemoteTesting.failure;
import static io.github.dingtalksql.remote.RemoteTesting.file;
import static io.github.dingtalksql.remote.RemoteTesting.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.testing.FaultServer;
import io.github.dingtalksql.testing.FaultServer.Answer;
import io.github.dingtalksql.testing.FaultServer.Reply;
import io.github.dingtalksql.testing.FaultServer.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Any schedule of faults that pass leaves the bytes as they are. Seeds: {@code -Dfaults.seed=N} repeats one,
 * {@code -Dfaults.seeds=N} runs more, {@code -Psoak} 10,000. The seed of a failure is in its message.
 */
class RandomFaultsTest {
    @Test
    void anyScheduleOfFaultsThatPassGivesTheSameBytes() {
        long only = Long.getLong("faults.seed", -1);
        long count = Long.getLong("faults.seeds", 500);
        AtomicInteger faults = new AtomicInteger();
        for (long seed = only < 0 ? 1 : only; seed <= (only < 0 ? count : only); seed++) {
            Random random = new Random(seed);
            try {
                assertTimeoutPreemptively(Duration.ofSeconds(30), () -> run(random, faults));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        assertThat(faults).as("faults that were injected").hasPositiveValue();
    }

    private static void run(Random random, AtomicInteger faulty) {
        FakeStore store = new FakeStore(random.nextInt(4) == 0 ? random.nextInt(300) : random.nextInt(2_000_000));
        int percent = random.nextInt(35);
        Answer answer = (request, reply) -> {
            int dice;
            long at;
            synchronized (random) {
                dice = random.nextInt(100);
                at = random.nextInt(5) == 0 ? random.nextInt(3) : random.nextInt(200_000);
            }
            if (dice >= percent) {
                store.to(request, reply);
                return;
            }
            faulty.incrementAndGet();
            fault(dice % 8, at, store, request, reply);
        };
        try (FaultServer server = new FaultServer(answer)) {
            ReadSettings settings = new ReadSettings(
                    1 + random.nextInt(8),
                    1 + (random.nextBoolean() ? random.nextInt(400_000) : 1000 + random.nextInt(60_000)),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    40,
                    true);
            if (settings.rangeSize() < store.size / 200) {
                settings = new ReadSettings(
                        settings.parallelism(), 30_000, settings.connectTimeout(), settings.readTimeout(), 40, true);
            }
            FakeStorageApi api = new FakeStorageApi(url(server), url(server) + "2");
            long from = random.nextInt(3) == 0 ? (long) (random.nextDouble() * store.size) : 0;
            try (ByteStream stream = file(api, settings, new Execution()).open(from, Long.MAX_VALUE)) {
                assertThat(drain(stream, from)).isEqualTo(store.size - from);
            }
        }
    }

    private static void fault(int kind, long at, FakeStore store, Request request, Reply reply) throws IOException {
        switch (kind) {
            case 0 -> store.resetAfter(at).to(request, reply);
            case 1 -> store.finAfter(at).to(request, reply);
            case 2 -> reply.rst();
            case 3 -> reply.fin();
            case 4 ->
                FakeStore.error(503, "TotalQpsLimitExceeded", "Retry-After: 0").to(request, reply);
            case 5 -> FakeStore.error(500, "InternalError").to(request, reply);
            case 6 -> reply.send(FakeStore.bytes(at, at + 64)).fin();
            default -> shorter(at, store, request, reply);
        }
    }

    /** A legal answer with less than was asked for. */
    private static void shorter(long at, FakeStore store, Request request, Reply reply) throws IOException {
        long[] range = FakeStore.range(request);
        if (range[1] > store.size || range[0] + at + 1 >= range[1]) {
            store.to(request, reply);
            return;
        }
        long end = range[0] + at + 1;
        reply.head(
                        206,
                        "ETag: " + FakeStore.ETAG,
                        "Content-Length: " + (end - range[0]),
                        "Content-Range: bytes " + range[0] + "-" + (end - 1) + "/" + store.size)
                .send(FakeStore.bytes(range[0], end));
    }

    @Test
    @Timeout(60)
    void faultsCostFewRequestsMoreThanTheirNumber() {
        FakeStore store = new FakeStore(20_000_000);
        AtomicInteger number = new AtomicInteger();
        Answer everyTenthBreaks = (request, reply) ->
                (number.incrementAndGet() % 10 == 0 ? store.resetAfter(50_000) : store).to(request, reply);
        try (FaultServer server = new FaultServer(everyTenthBreaks)) {
            ReadSettings settings = new ReadSettings(8, 1 << 18, Duration.ofSeconds(5), Duration.ofSeconds(5), 5, true);
            try (ByteStream stream = file(new FakeStorageApi(url(server)), settings, new Execution())
                    .open(0, Long.MAX_VALUE)) {
                assertThat(drain(stream, 0)).isEqualTo(store.size);
            }
            int needed = 78;
            assertThat(server.requests.size()).isLessThan((int) (needed * 1.3));
        }
    }

    @Test
    @Timeout(30)
    void aFullOutageIsAskedNoMoreThanMaxRetriesAllow() {
        FakeStore store = new FakeStore(20_000_000);
        AtomicInteger good = new AtomicInteger(20);
        try (FaultServer server = new FaultServer((request, reply) -> {
            if (good.getAndDecrement() > 0) {
                store.to(request, reply);
                return;
            }
            reply.rst();
        })) {
            ReadSettings settings = new ReadSettings(8, 1 << 18, Duration.ofSeconds(5), Duration.ofSeconds(5), 5, true);
            try (ByteStream stream = file(new FakeStorageApi(url(server)), settings, new Execution())
                    .open(0, Long.MAX_VALUE)) {
                assertThat(failure(() -> drain(stream, 0)).code()).isEqualTo(ErrorCode.BROKEN_STREAM);
            }
            // Each of the eight ranges in flight notices once and one is repeated five times. Behind each of these
            // attempts OkHttp may ask a second time, if the first went out on a pooled connection that was dead.
            assertThat(server.requests.size() - 20).isLessThanOrEqualTo(2 * (8 + 5));
        }
    }

    /** With nothing pooled, nothing is hidden: one request and maxRetries more, whatever the outage looks like. */
    @ParameterizedTest
    @ValueSource(ints = {0, 408, 429, 500, 502, 503, 504})
    @Timeout(30)
    void anOutageFromTheStartIsAskedOnceAndMaxRetriesTimesMore(int status) {
        Answer away = (request, reply) -> {
            if (status == 0) {
                reply.rst();
                return;
            }
            reply.full(status, "", "Retry-After: 0", "Connection: close").fin();
        };
        for (int maxRetries : new int[] {0, 1, 5}) {
            try (FaultServer server = new FaultServer(away)) {
                ReadSettings settings =
                        new ReadSettings(8, 1 << 18, Duration.ofSeconds(5), Duration.ofSeconds(5), maxRetries, true);
                try (ByteStream stream = file(new FakeStorageApi(url(server)), settings, new Execution())
                        .open(0, Long.MAX_VALUE)) {
                    failure(() -> drain(stream, 0));
                }
                assertThat(server.requests).as("maxRetries %s", maxRetries).hasSize(1 + maxRetries);
            }
        }
    }

    @Test
    @Timeout(30)
    void anOutageEndsWithTheDeadlineOfTheQuery() throws InterruptedException {
        Answer away = (request, reply) -> reply.full(503, "", "Retry-After: 60");
        Execution execution = new Execution();
        try (FaultServer server = new FaultServer(away);
                ByteStream stream = file(new FakeStorageApi(url(server)), RemoteTesting.settings(8, 1 << 18), execution)
                        .open(0, Long.MAX_VALUE)) {
            Thread deadline = new Thread(() -> {
                while (server.requests.isEmpty()) {
                    Thread.onSpinWait();
                }
                execution.abort(ErrorCode.QUERY_TIMEOUT, "the time is over");
            });
            deadline.start();
            assertThat(failure(() -> drain(stream, 0)).code()).isEqualTo(ErrorCode.QUERY_TIMEOUT);
            deadline.join();
            assertThat(server.requests).hasSizeLessThanOrEqualTo(2);
        }
    }
}
