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
import io.github.dingtalksql.testing.Pauses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Any schedule of faults that pass leaves the bytes as they are. Seeds: {@code -Dfaults.seed=N} repeats one,
 * {@code -Dfaults.seeds=N} runs more, {@code -Psoak} 10,000. The seed of a failure is in its message; what a request
 * meets follows from the seed, the range it is for and how often that was asked for, not from the order of threads.
 */
class RandomFaultsTest {
    /** More than there are cores: much of the time is waiting. */
    private static final int AT_ONCE = 8;

    @Test
    void anyScheduleOfFaultsThatPassGivesTheSameBytes() throws Exception {
        long only = Long.getLong("faults.seed", -1);
        long count = Long.getLong("faults.seeds", 500);
        Map<FaultSchedule.Kind, AtomicInteger> happened = new ConcurrentHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (long seed = only < 0 ? 1 : only; seed <= (only < 0 ? count : only); seed++) {
                long own = seed;
                runs.add(threads.submit(() -> runInTime(own, happened)));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
        if (only < 0) {
            assertThat(happened).as("kinds of faults that were injected").containsOnlyKeys(FaultSchedule.Kind.values());
        }
    }

    private static void runInTime(long seed, Map<FaultSchedule.Kind, AtomicInteger> happened) {
        try {
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> run(seed, happened));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e, e);
        }
    }

    /** With the default of maxRetries; everything is decided by the seed before the first request. */
    private static void run(long seed, Map<FaultSchedule.Kind, AtomicInteger> happened) {
        Random random = new Random(seed);
        FakeStore store = new FakeStore(random.nextInt(4) == 0 ? random.nextInt(300) : random.nextInt(2_000_000));
        if (seed % 2 == 0) {
            store.crc = store.rightCrc();
        }
        FaultSchedule schedule = FaultSchedule.random(seed, random, store, happened);
        int rangeSize = 1 + (random.nextBoolean() ? random.nextInt(400_000) : 1000 + random.nextInt(60_000));
        ReadSettings settings = new ReadSettings(
                schedule.trickles() ? 1 : 1 + random.nextInt(8),
                Math.max(rangeSize, (int) store.size / 200),
                Duration.ofSeconds(5),
                schedule.stalls() ? Duration.ofMillis(700) : Duration.ofSeconds(10),
                5,
                true);
        long from = random.nextInt(3) == 0 ? (long) (random.nextDouble() * store.size) : 0;
        try (FaultServer server = new FaultServer(schedule)) {
            FakeStorageApi api = new FakeStorageApi(schedule.urls(server));
            api.expirationSeconds = null;
            try (ByteStream stream =
                    file(api, settings, new Execution(), schedule.clock()).open(from, Long.MAX_VALUE)) {
                assertThat(drain(stream, from)).isEqualTo(store.size - from);
            }
        }
    }

    /** Every kind of fault but those that are found by waiting. */
    @Test
    @Timeout(60)
    void atTenPercentFaultsARangeCostsAtMostOnePointThreeRequests() {
        int needed = 0;
        int made = 0;
        for (long seed = 1; seed <= 20; seed++) {
            FakeStore store = new FakeStore(5_000_000);
            FaultSchedule schedule = FaultSchedule.ofPercent(10, seed, store);
            try (FaultServer server = new FaultServer(schedule)) {
                ReadSettings settings =
                        new ReadSettings(8, 1 << 16, Duration.ofSeconds(5), Duration.ofSeconds(10), 5, true);
                try (ByteStream stream = file(
                                new FakeStorageApi(url(server), url(server) + "2"), settings, new Execution())
                        .open(0, Long.MAX_VALUE)) {
                    assertThat(drain(stream, 0)).isEqualTo(store.size);
                }
                needed += (5_000_000 + (1 << 16) - 1) / (1 << 16);
                made += server.requests.size();
            }
        }
        assertThat((double) made / needed).as("requests for each range").isBetween(1.05, 1.3);
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
                Pauses.locksHeldWhileWaiting(RangeTransfer.class);
                execution.abort(ErrorCode.QUERY_TIMEOUT, "the time is over");
            });
            deadline.start();
            assertThat(failure(() -> drain(stream, 0)).code()).isEqualTo(ErrorCode.QUERY_TIMEOUT);
            deadline.join();
            assertThat(server.requests).hasSize(1);
        }
    }
}
