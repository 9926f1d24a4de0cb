// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import static io.github.dingtalksql.remote.RemoteTesting.drain;
import static io.github.dingtalksql.remote.RemoteTesting.failure;
import static io.github.dingtalksql.remote.RemoteTesting.file;
import static io.github.dingtalksql.remote.RemoteTesting.settings;
import static io.github.dingtalksql.remote.RemoteTesting.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.JvmShared;
import io.github.dingtalksql.client.Transfers;
import io.github.dingtalksql.testing.FaultServer;
import io.github.dingtalksql.testing.Latencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the reader does to the stream: idles, leaves, is cancelled or interrupted (part F of the fault table). */
@Timeout(30)
class ConsumerFaultsTest {
    private static final long MILLION = 1_000_000L;
    private final Execution execution = new Execution();
    /** The threads of the transfers of {@link #withoutMemory}. */
    private final List<Thread> transferring = new CopyOnWriteArrayList<>();

    @Test
    void case100_aReaderThatIdlesLongerThanTheSignatureLivesGetsANewOneBeforeItAsks() {
        AtomicLong late = new AtomicLong();
        try (FaultServer server = new FaultServer(new FakeStore(500_000))) {
            FakeStorageApi api = new FakeStorageApi(url(server));
            RemoteFile file = file(api, settings(1, 1 << 16), execution, () -> System.nanoTime() + late.get());
            try (ByteStream stream = file.open(0, Long.MAX_VALUE)) {
                stream.read(new byte[10], 0, 1);
                late.set(TimeUnit.SECONDS.toNanos(901));
                assertThat(drain(stream, 1)).isEqualTo(499_999);
            }
            assertThat(server.requests.poll().header("Authorization")).isEqualTo("OSS LTAI:sig1");
            assertThat(server.requests)
                    .noneMatch(request -> request.header("Authorization").endsWith("sig1"));
        }
    }

    @Test
    void case101_aServerThatDoesNotWaitForAnIdleReaderIsAskedAgain() throws Exception {
        FakeStore store = new FakeStore(3 * MILLION);
        CountDownLatch gone = new CountDownLatch(1);
        try (FaultServer server = new FaultServer(store).then(store, (request, reply) -> {
                    store.answer(request, reply, 150_000);
                    reply.rst();
                    gone.countDown();
                });
                ByteStream stream =
                        withoutMemory(new FakeStorageApi(url(server))).open(0, Long.MAX_VALUE)) {
            byte[] buffer = new byte[1];
            for (int i = 0; i <= 131_072; i++) {
                stream.read(buffer, 0, 1);
            }
            assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(drain(stream, 131_073)).isEqualTo(3 * MILLION - 131_073);
            assertThat(server.scriptLeft()).isZero();
        }
    }

    /** No memory to lend: every stream has its two chunks, and no more. */
    private RemoteFile withoutMemory(FakeStorageApi api) {
        ReadSettings settings = settings(8, 1 << 20);
        Transfers none = new Transfers(
                task -> {
                    Thread thread = new Thread(task);
                    thread.setDaemon(true);
                    transferring.add(thread);
                    thread.start();
                },
                0);
        return new RemoteFiles(
                        api,
                        settings,
                        JvmShared.instance().httpClient(settings.connectTimeout(), settings.readTimeout(), true),
                        none,
                        RemoteTesting.QUICK,
                        System::nanoTime)
                .open(RemoteTesting.REQUEST, execution);
    }

    @Test
    void aStreamWithoutMemoryToReadAheadStillReads() {
        try (FaultServer server = new FaultServer(new FakeStore(5 * MILLION));
                ByteStream stream =
                        withoutMemory(new FakeStorageApi(url(server))).open(0, Long.MAX_VALUE)) {
            assertThat(drain(stream, 0)).isEqualTo(5 * MILLION);
        }
    }

    /** A store that sends the first range, then nothing; counts down when a reader waits. */
    private static FaultServer silentAfterTheFirstRange(FakeStore store, CountDownLatch waiting) {
        return new FaultServer((request, reply) -> {
            if (FakeStore.range(request)[0] == 0) {
                store.to(request, reply);
                return;
            }
            store.answer(request, reply, 0);
            waiting.countDown();
            reply.stall();
        });
    }

    private static ReadSettings patient() {
        return new ReadSettings(8, 1 << 20, Duration.ofSeconds(20), Duration.ofSeconds(20), 5, true);
    }

    private interface Ending {
        void end(ByteStream stream, Thread reader, Execution execution);
    }

    private DingTalkException ended(Ending ending) throws Exception {
        Latencies end = new Latencies("the end of the reader", Duration.ofMillis(250));
        Latencies gone = new Latencies("the end of its connections", Duration.ofMillis(500));
        for (int i = 0; i < 2; i++) {
            ended(new Execution(), ending, end, gone);
        }
        DingTalkException last = ended(execution, ending, end, gone);
        end.assertWithinLimit();
        gone.assertWithinLimit();
        return last;
    }

    private static DingTalkException ended(Execution execution, Ending ending, Latencies end, Latencies gone)
            throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        try (FaultServer server = silentAfterTheFirstRange(new FakeStore(1L << 33), waiting)) {
            ByteStream stream =
                    file(new FakeStorageApi(url(server)), patient(), execution).open(0, Long.MAX_VALUE);
            List<DingTalkException> seen = new ArrayList<>();
            Thread reader = new Thread(() -> seen.add(failure(() -> drain(stream, 0))));
            reader.start();
            waiting.await();
            long begun = System.nanoTime();
            ending.end(stream, reader, execution);
            reader.join(5000);
            assertThat(reader.isAlive()).isFalse();
            end.sinceNanos(begun);
            while (server.openSockets() > 1) {
                Thread.onSpinWait();
            }
            gone.sinceNanos(begun);
            return seen.get(0);
        }
    }

    @Test
    void case102_113_closeFromAnotherThreadEndsReaderAndConnectionsAtOnce() throws Exception {
        assertThat(ended((stream, reader, own) -> stream.close()).code()).isEqualTo(ErrorCode.INVALID_STATE);
    }

    @Test
    void case107_abortEndsABlockedReaderAtOnce() throws Exception {
        DingTalkException failure = ended((stream, reader, own) -> own.abort(ErrorCode.CANCELLED, "cancelled by test"));
        assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(failure).hasMessage("cancelled by test");
    }

    @Test
    void case107_abortEndsATransferWhoseReaderIsIdle() throws Exception {
        try (FaultServer server = new FaultServer(new FakeStore(3 * MILLION));
                ByteStream stream =
                        withoutMemory(new FakeStorageApi(url(server))).open(0, Long.MAX_VALUE)) {
            // Ranges of 128 and 256 KiB; the third, of 512, has more than the two chunks that a stream may have.
            byte[] buffer = new byte[3 << 17];
            for (int read = 0; read < buffer.length; ) {
                read += stream.read(buffer, read, buffer.length - read);
            }
            stream.read(buffer, 0, 1);
            Thread transfer = transferring.get(transferring.size() - 1);
            while (transfer.getState() != Thread.State.WAITING) {
                assertThat(transfer.isAlive())
                        .as("the transfer waits for its reader")
                        .isTrue();
                Thread.onSpinWait();
            }

            execution.abort(ErrorCode.CANCELLED, "cancelled by test");

            transfer.join(5000);
            assertThat(transfer.isAlive()).as("the transfer goes on").isFalse();
            while (server.openSockets() > 0) {
                Thread.onSpinWait();
            }
            assertThat(failure(() -> drain(stream, buffer.length + 1)).code()).isEqualTo(ErrorCode.CANCELLED);
        }
    }

    @Test
    void case112_interruptEndsABlockedReaderAtOnce() throws Exception {
        assertThat(ended((stream, reader, own) -> reader.interrupt()).code()).isEqualTo(ErrorCode.CANCELLED);
    }

    @Test
    void closingTwiceOrBeforeReadingHasNoEffect() {
        ByteStream stream = file(new FakeStorageApi("http://127.0.0.1:1/"), settings(1, 100), execution)
                .open(0, 10);
        stream.close();
        stream.close();
        assertThat(failure(() -> stream.read(new byte[1], 0, 1)).code()).isEqualTo(ErrorCode.INVALID_STATE);
    }

    @Test
    void case116_manyStreamsAtOnceNeitherStarveNorKeepMemory() throws Exception {
        Transfers shared = new Transfers(
                task -> {
                    Thread thread = new Thread(task);
                    thread.setDaemon(true);
                    thread.start();
                },
                4 << 20);
        ReadSettings settings = new ReadSettings(8, 1 << 20, Duration.ofSeconds(10), Duration.ofSeconds(10), 5, true);
        ExecutorService readers = Executors.newFixedThreadPool(64);
        try (FaultServer server = new FaultServer(new FakeStore(2 * MILLION))) {
            List<Future<Long>> results = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                boolean leavesEarly = i % 3 == 0;
                results.add(readers.submit(() -> {
                    RemoteFile file = new RemoteFiles(
                                    new FakeStorageApi(url(server)),
                                    settings,
                                    JvmShared.instance()
                                            .httpClient(settings.connectTimeout(), settings.readTimeout(), true),
                                    shared,
                                    RemoteTesting.QUICK,
                                    System::nanoTime)
                            .open(RemoteTesting.REQUEST, new Execution());
                    try (ByteStream stream = file.open(0, Long.MAX_VALUE)) {
                        return leavesEarly ? stream.read(new byte[200_000], 0, 200_000) : drain(stream, 0);
                    }
                }));
            }
            for (int i = 0; i < 64; i++) {
                long count = results.get(i).get(25, TimeUnit.SECONDS);
                if (i % 3 != 0) {
                    assertThat(count).isEqualTo(2 * MILLION);
                }
            }
            assertThat(shared.aheadCount()).isZero();
        } finally {
            readers.shutdownNow();
        }
    }
}
