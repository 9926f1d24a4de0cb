// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import static io.github.dingtalksql.remote.FakeStore.ETAG;
import static io.github.dingtalksql.remote.FaultCase.RANGE;
import static io.github.dingtalksql.remote.FaultCase.REQUESTS;
import static io.github.dingtalksql.remote.FaultCase.SIZE;
import static io.github.dingtalksql.remote.RemoteTesting.failure;
import static io.github.dingtalksql.remote.RemoteTesting.file;
import static io.github.dingtalksql.remote.RemoteTesting.settings;
import static io.github.dingtalksql.remote.RemoteTesting.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.testing.FaultServer;
import io.github.dingtalksql.testing.FaultServer.Answer;
import io.github.dingtalksql.testing.FaultServer.Reply;
import io.github.dingtalksql.testing.FaultServer.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of answers and bodies: part B of the fault table. */
class BodyFaultsTest {
    private static final String WHOLE = "Content-Length: " + SIZE;
    private static final String FIRST = "Content-Range: bytes 0-" + (RANGE - 1) + "/" + SIZE;
    private static final String LENGTH = "Content-Length: " + RANGE;

    /** The first range under {@code headers} instead of the right ones. */
    private static Answer first(String... headers) {
        return (request, reply) -> reply.head(206, headers).send(FakeStore.bytes(0, RANGE));
    }

    private static ErrorCode codeOf(Answer answer) {
        try (FaultCase faults = new FaultCase()) {
            return faults.then(answer).fails().code();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4095, 8191, 8192, 8193, 65_534, 65_535})
    void case013_resetAtAByteIsResumedThere(long at) {
        try (FaultCase faults = new FaultCase()) {
            Answer reset = faults.store.resetAfter(at);
            faults.then(reset, faults.store, reset).survives(REQUESTS + 2);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 8192, 65_535})
    void case014_endAtAByteIsResumedThere(long at) {
        try (FaultCase faults = new FaultCase()) {
            faults.then(faults.store.finAfter(at)).survives(REQUESTS + 1);
        }
    }

    @Test
    void case014_theResumeAsksForExactlyTheRestOfTheSameFile() {
        try (FaultCase faults = new FaultCase()) {
            faults.then(faults.store.finAfter(5000)).survives(REQUESTS + 1);
            faults.server.requests.poll();
            assertThat(faults.server.requests.peek().header("Range")).isEqualTo("bytes=5000-65535");
            assertThat(faults.server.requests.peek().header("If-Match")).isEqualTo(ETAG);
        }
    }

    @Test
    void case015_endWithoutALengthIsNotTheEndOfTheFile() {
        try (FaultCase faults = new FaultCase()) {
            faults.then((request, reply) -> {
                        reply.head(206, FIRST, "ETag: " + ETAG, "Connection: close")
                                .send(FakeStore.bytes(0, 100));
                        reply.fin();
                    })
                    .survives(REQUESTS + 1);
        }
    }

    @Test
    void case015_aWholeAnswerWithoutALengthCannotBeTrusted() {
        assertThat(codeOf((request, reply) -> {
                    reply.head(200, "Connection: close").send(FakeStore.bytes(0, SIZE));
                    reply.fin();
                }))
                .isEqualTo(ErrorCode.BROKEN_STREAM);
    }

    private static void chunk(Reply reply, long from, long to) throws IOException {
        reply.send((Long.toHexString(to - from) + "\r\n").getBytes(StandardCharsets.US_ASCII))
                .send(FakeStore.bytes(from, to))
                .send("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void case016_chunksWithoutTheLastOneAreResumed() {
        try (FaultCase faults = new FaultCase()) {
            faults.then((request, reply) -> {
                        reply.head(206, FIRST, "ETag: " + ETAG, "Transfer-Encoding: chunked");
                        chunk(reply, 0, 1000);
                        reply.fin();
                    })
                    .survives(REQUESTS + 1);
        }
    }

    @Test
    void case017_completeChunksWithoutAnyLengthAreTheWholeFile() {
        try (FaultCase faults = new FaultCase()) {
            faults.then((request, reply) -> {
                        reply.head(200, "Transfer-Encoding: chunked");
                        for (long at = 0; at < SIZE; at += 1000) {
                            chunk(reply, at, Math.min(SIZE, at + 1000));
                        }
                        reply.send("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    })
                    .survives(1);
        }
    }

    @Test
    void case018_aContentLengthThatIsTooBigDoesNotHangTheReader() {
        try (FaultCase faults = new FaultCase()) {
            faults.then((request, reply) -> {
                        reply.head(206, FIRST, "ETag: " + ETAG, "Content-Length: " + (RANGE + 10))
                                .send(FakeStore.bytes(0, RANGE));
                        reply.stall();
                    })
                    .survives(REQUESTS);
        }
    }

    @Test
    void case019_bytesBeyondTheContentLengthAreNotData() {
        try (FaultCase faults = new FaultCase()) {
            faults.then((request, reply) -> {
                        faults.store.to(request, reply);
                        reply.send("GARBAGE GARBAGE\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                        reply.fin();
                    })
                    .survives(REQUESTS);
        }
    }

    @Test
    void case020_aStallInTheBodyIsResumed() {
        try (FaultCase faults = new FaultCase()) {
            faults.then(faults.store.stallAfter(10_000)).survives(REQUESTS + 1);
        }
    }

    /** A clock on which every look takes a minute while {@code slow}. */
    private static void slowClock(FaultCase faults, AtomicBoolean slow) {
        AtomicLong late = new AtomicLong();
        faults.nanoTime = () -> System.nanoTime() + (slow.get() ? late.addAndGet(61_000_000_000L) : late.get());
        faults.api.expirationSeconds = null;
    }

    /** Goes 10,000 times as fast as others, as long as it may. */
    private static final class FastClock implements LongSupplier {
        private final BooleanSupplier isFast;
        private long last = System.nanoTime();
        private long ahead;

        FastClock(BooleanSupplier isFast) {
            this.isFast = isFast;
        }

        @Override
        public synchronized long getAsLong() {
            long now = System.nanoTime();
            ahead += isFast.getAsBoolean() ? (now - last) * 10_000 : 0;
            last = now;
            return now + ahead;
        }
    }

    /** A byte each millisecond on a clock that goes 10,000 times as fast: a minute is over in 6 ms. */
    @Test
    void case021_aTrickleOfSingleBytesIsGivenUpAndResumedAtTheNextUrl() {
        AtomicLong sent = new AtomicLong();
        try (FaultCase faults = new FaultCase();
                FaultServer slow = new FaultServer((request, reply) -> {
                    faults.store.answer(request, reply, 0);
                    try {
                        while (sent.get() < RANGE) {
                            reply.send(FakeStore.bytes(sent.get(), sent.get() + 1));
                            sent.incrementAndGet();
                            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                        }
                    } catch (IOException e) {
                        reply.fin();
                    }
                })) {
            faults.api.expirationSeconds = null;
            faults.api.urls = List.of(RemoteTesting.url(slow), RemoteTesting.url(faults.server));
            faults.nanoTime = new FastClock(() -> faults.server.requests.isEmpty());
            faults.survives(REQUESTS);
            assertThat(slow.requests).hasSize(1);
            assertThat(sent.get()).isBetween(1L, RANGE - 1L);
            long[] resumed = FakeStore.range(faults.server.requests.peek());
            assertThat(resumed[0]).isBetween(1L, sent.get());
        }
    }

    @Test
    void case021_aTrickleIsGivenUpAndResumed() {
        AtomicBoolean slow = new AtomicBoolean(true);
        try (FaultCase faults = new FaultCase()) {
            slowClock(faults, slow);
            faults.then(faults.store.stallAfter(100), (request, reply) -> {
                        slow.set(false);
                        faults.store.to(request, reply);
                    })
                    .survives(REQUESTS + 1);
        }
    }

    @Test
    void case021_aTrickleForEverIsNotProgressForEver() {
        try (FaultCase faults = new FaultCase()) {
            slowClock(faults, new AtomicBoolean(true));
            faults.then(Collections.nCopies(6, faults.store.stallAfter(1)).toArray(new Answer[0]));
            DingTalkException failure = faults.fails();
            assertThat(failure.code()).isEqualTo(ErrorCode.BROKEN_STREAM);
            assertThat(failure).hasMessageContaining("1 KiB/s");
        }
    }

    @Test
    void case022_resetsWithProgressAreSurvivedAnyNumberOfTimes() {
        try (FaultCase faults = new FaultCase()) {
            List<Answer> resets = Collections.nCopies(40, faults.store.resetAfter(1500));
            faults.then(resets.toArray(new Answer[0])).survives(REQUESTS + 40);
        }
    }

    @Test
    void case022b_resetsWithoutProgressEndAfterFiveRetries() {
        try (FaultCase faults = new FaultCase()) {
            List<Answer> resets = new ArrayList<>(List.of(faults.store.resetAfter(1500)));
            resets.addAll(Collections.nCopies(5, faults.store.resetAfter(0)));
            DingTalkException failure =
                    faults.then(resets.toArray(new Answer[0])).fails();
            assertThat(failure.code()).isEqualTo(ErrorCode.BROKEN_STREAM);
            assertThat(failure).hasMessageContaining("at byte 1500");
        }
    }

    private Answer ignoringRange(long most, String... validators) {
        return (request, reply) -> {
            String[] headers = java.util.Arrays.copyOf(validators, validators.length + 1);
            headers[validators.length] = WHOLE;
            reply.head(200, headers).send(FakeStore.bytes(0, Math.min(SIZE, most)));
            if (most < SIZE) {
                reply.rst();
            }
        };
    }

    @Test
    void case023_aServerThatIgnoresRangesIsReadInOneGo() {
        try (FaultCase faults = new FaultCase()) {
            faults.then(ignoringRange(SIZE, "ETag: " + ETAG)).survives(1);
        }
    }

    @Test
    void case023_andResumedBySkippingIfItsETagIsTheSame() {
        try (FaultCase faults = new FaultCase()) {
            faults.then(
                            ignoringRange(100_000, "ETag: " + ETAG),
                            ignoringRange(200_000, "ETag: " + ETAG),
                            ignoringRange(SIZE, "ETag: " + ETAG))
                    .survives(3);
        }
    }

    @Test
    void case023_butNotIfNothingProvesThatItIsTheSameFile() {
        try (FaultCase faults = new FaultCase()) {
            assertThat(faults.then(ignoringRange(100_000), ignoringRange(SIZE))
                            .fails()
                            .code())
                    .isEqualTo(ErrorCode.BROKEN_STREAM);
        }
    }

    @Test
    void case024_aWholeAnswerToALaterRangeIsNeverAppended() {
        try (FaultCase faults = new FaultCase()) {
            faults.then(faults.store, ignoringRange(SIZE, "ETag: " + ETAG)).survives(2);
        }
        try (FaultCase faults = new FaultCase()) {
            assertThat(faults.then(faults.store, ignoringRange(SIZE)).fails().code())
                    .isEqualTo(ErrorCode.BROKEN_STREAM);
        }
    }

    @Test
    void case025_aFirstRangeBeyondTheEndIsAskedAgainClamped() {
        try (FaultCase faults = new FaultCase();
                ByteStream stream = faults.open().open(SIZE - 10, Long.MAX_VALUE)) {
            assertThat(RemoteTesting.drain(stream, SIZE - 10)).isEqualTo(10);
            assertThat(faults.server.requests).hasSize(2);
        }
    }

    /** From elsewhere, and from there again where it could be the answer before, come twice. */
    @ParameterizedTest
    @CsvSource({"131072, 1", "0, 2"})
    void case026_aPartialAnswerFromElsewhereIsRefused(int start, int times) {
        try (FaultCase faults = new FaultCase()) {
            String elsewhere = "Content-Range: bytes " + start + "-" + (start + RANGE - 1) + "/" + SIZE;
            Answer other = (request, reply) ->
                    reply.head(206, elsewhere, LENGTH, "ETag: " + ETAG).send(FakeStore.bytes(start, start + RANGE));
            faults.then(faults.store, other);
            if (times == 2) {
                faults.then(other);
            }
            DingTalkException failure = faults.fails();
            assertThat(failure.code()).isEqualTo(ErrorCode.BROKEN_STREAM);
            assertThat(failure).hasMessageContaining("begins at " + start + " instead of 65536");
        }
    }

    /** It comes after the look before the next request, or it would be seen there. */
    @Test
    void case041_anAnswerThatComesAgainBehindTheNextRequestIsNotTakenForItsOwn() {
        try (FaultCase faults = new FaultCase()) {
            Answer again = (request, reply) ->
                    reply.head(206, FIRST, LENGTH, "ETag: " + ETAG).send(FakeStore.bytes(0, RANGE));
            faults.then(faults.store, again).survives(REQUESTS + 1);
        }
    }

    @Test
    void case027_aShorterPartIsAcceptedAndTheRestAskedFor() {
        try (FaultCase faults = new FaultCase()) {
            faults.then((request, reply) -> reply.head(
                                    206, "Content-Range: bytes 0-99/" + SIZE, "Content-Length: 100", "ETag: " + ETAG)
                            .send(FakeStore.bytes(0, 100)))
                    .survives(REQUESTS + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X: y",
                "Content-Range: bytes */263144",
                "Content-Range: bytes 0-65535/*",
                "Content-Range: junk",
                "Content-Range: bytes 0-99999999999999999999/999999999999999999999",
                "Content-Range: bytes 10-5/263144",
                "Content-Range: bytes 0-65535/100",
                "Content-Range: items 0-65535/263144",
                "Content-Range: bytes 0-65535/263144\r\nContent-Range: bytes 0-65535/263144"
            })
    void case028_aContentRangeThatMakesNoSenseIsRefused(String header) {
        assertThat(codeOf(first(header, LENGTH))).isEqualTo(ErrorCode.BROKEN_STREAM);
    }

    @Test
    void case029_severalPartsAreRefused() {
        assertThat(codeOf(first(FIRST, LENGTH, "Content-Type: Multipart/ByteRanges; boundary=x")))
                .isEqualTo(ErrorCode.BROKEN_STREAM);
    }

    @Test
    void case030_anotherTotalIsAChangedFile() {
        try (FaultCase faults = new FaultCase()) {
            FakeStore longer = new FakeStore(SIZE + 1);
            assertThat(faults.then(faults.store, longer).fails().code()).isEqualTo(ErrorCode.FILE_CHANGED);
        }
    }

    @Test
    void case031_anotherETagIsAChangedFile() {
        try (FaultCase faults = new FaultCase()) {
            Answer changed = (request, reply) -> {
                long[] range = FakeStore.range(request);
                reply.head(
                                206,
                                "ETag: \"other\"",
                                "Content-Length: " + RANGE,
                                "Content-Range: bytes " + range[0] + "-" + (range[1] - 1) + "/" + SIZE)
                        .send(new byte[RANGE]);
            };
            assertThat(faults.then(faults.store, changed).fails().code()).isEqualTo(ErrorCode.FILE_CHANGED);
        }
    }

    @Test
    void case032_aWeakETagIsComparedButNotSent() {
        try (FaultCase faults = new FaultCase(new FakeStore(SIZE, "W/\"abc\""))) {
            faults.survives(REQUESTS);
            assertThat(faults.server.requests)
                    .noneMatch(request -> request.headers().containsKey("If-Match"));
        }
    }

    @Test
    void case032_quotesAndWeaknessAreNoDifference() {
        try (FaultCase faults = new FaultCase(new FakeStore(SIZE, null))) {
            faults.store.extra.add("ETag: abc");
            Answer quoted = (request, reply) -> {
                FakeStore same = new FakeStore(SIZE, null);
                same.extra.add("ETag: W/\"abc\"");
                same.to(request, reply);
            };
            faults.then(faults.store, quoted).survives(REQUESTS);
        }
    }

    @Test
    void case032_withoutAnETagLastModifiedTells() {
        try (FaultCase faults = new FaultCase(new FakeStore(SIZE, null))) {
            faults.survives(REQUESTS);
        }
        try (FaultCase faults = new FaultCase(new FakeStore(SIZE, null))) {
            Answer later = (request, reply) -> reply.head(
                    206,
                    "Content-Range: bytes 65536-131071/" + SIZE,
                    LENGTH,
                    "Last-Modified: Sat, 25 Feb 2012 06:07:48 GMT");
            assertThat(faults.then(faults.store, later).fails().code()).isEqualTo(ErrorCode.FILE_CHANGED);
        }
    }

    @Test
    void case033_aFailedIfMatchIsAChangedFileAndNotRetried() {
        try (FaultCase faults = new FaultCase()) {
            assertThat(faults.then(faults.store, FakeStore.error(412, "PreconditionFailed"))
                            .fails()
                            .code())
                    .isEqualTo(ErrorCode.FILE_CHANGED);
            assertThat(faults.server.requests).hasSize(2);
        }
    }

    @Test
    void case034_anEmptyFileIsNoError() {
        try (FaultCase faults = new FaultCase(new FakeStore(0))) {
            faults.survives(1);
        }
        try (FaultCase faults = new FaultCase(new FakeStore(0))) {
            faults.then((request, reply) -> reply.full(416, "<Error/>", "Content-Range: bytes */0"))
                    .survives(1);
        }
        try (FaultCase faults = new FaultCase(new FakeStore(0))) {
            faults.then(FakeStore.error(416, "InvalidRange")).survives(2);
        }
    }

    @Test
    void case034_aRangeThatIsGoneLaterIsAChangedFile() {
        try (FaultCase faults = new FaultCase()) {
            assertThat(faults.then(faults.store, FakeStore.error(416, "InvalidRange"))
                            .fails()
                            .code())
                    .isEqualTo(ErrorCode.FILE_CHANGED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {202, 204, 205, 304, 400, 405})
    void case035_otherStatusesAreNoData(int status) {
        assertThat(codeOf((request, reply) -> {
                    reply.head(status, "Content-Length: 0");
                    reply.fin();
                }))
                .isEqualTo(ErrorCode.BROKEN_STREAM);
    }

    @Test
    void case036_compressedBytesAreRefused() {
        assertThat(codeOf(first(FIRST, LENGTH, "Content-Encoding: gzip"))).isEqualTo(ErrorCode.BROKEN_STREAM);
        assertThat(codeOf((request, reply) ->
                        reply.head(200, WHOLE, "Content-Encoding: gzip").send(FakeStore.bytes(0, SIZE))))
                .isEqualTo(ErrorCode.BROKEN_STREAM);
    }

    private static String crcOf(long size) {
        Crc64 crc = new Crc64();
        crc.update(FakeStore.bytes(0, size), 0, (int) size);
        return crc.decimal();
    }

    @Test
    void case038_aChecksumThatFitsIsNoError() {
        try (FaultCase faults = new FaultCase()) {
            faults.store.crc = crcOf(SIZE);
            faults.survives(REQUESTS);
        }
    }

    @Test
    void case038_aByteThatFlippedOnTheWayIsNoticedAtTheEnd() {
        try (FaultCase faults = new FaultCase()) {
            faults.store.crc = crcOf(SIZE - 1);
            DingTalkException failure = faults.fails();
            assertThat(failure.code()).isEqualTo(ErrorCode.BROKEN_STREAM);
            assertThat(failure).hasMessageContaining("CRC-64");
        }
    }

    @Test
    void case038_aByteThatFlippedInALongRangeIsNoticed() {
        FakeStore store = new FakeStore(3_000_000);
        store.crc = store.rightCrc();
        for (long flipped : new long[] {-1, 0, 131_072, 1_000_000, 1_999_999, 2_999_999}) {
            try (FaultServer server = new FaultServer((request, reply) -> flipping(store, flipped, request, reply));
                    ByteStream stream = file(new FakeStorageApi(url(server)), settings(4, 1 << 20), new Execution())
                            .open(0, Long.MAX_VALUE)) {
                if (flipped < 0) {
                    assertThat(bytesOf(stream)).isEqualTo(store.size);
                } else {
                    assertThat(failure(() -> bytesOf(stream)))
                            .as("byte %d", flipped)
                            .hasMessageContaining("CRC-64");
                }
            }
        }
    }

    private static long bytesOf(ByteStream stream) {
        byte[] buffer = new byte[100_000];
        long bytes = 0;
        for (int read = 0; read >= 0; bytes += Math.max(0, read)) {
            read = stream.read(buffer, 0, buffer.length);
        }
        return bytes;
    }

    private static void flipping(FakeStore store, long flipped, Request request, Reply reply) throws IOException {
        long[] range = FakeStore.range(request);
        byte[] body = FakeStore.bytes(range[0], Math.min(store.size, range[1]));
        if (flipped >= range[0] && flipped < range[0] + body.length) {
            body[(int) (flipped - range[0])] ^= 1;
        }
        reply.head(
                        206,
                        "Content-Length: " + body.length,
                        "ETag: " + FakeStore.ETAG,
                        "x-oss-hash-crc64ecma: " + store.crc,
                        "Content-Range: bytes " + range[0] + "-" + (range[0] + body.length - 1) + "/" + store.size)
                .send(body);
    }

    @Test
    void case038_checksumsOfRangesAreNotTakenForTheFiles() {
        try (FaultCase faults = new FaultCase()) {
            faults.then((request, reply) -> {
                        faults.store.crc = "1";
                        faults.store.to(request, reply);
                        faults.store.crc = "2";
                    })
                    .survives(REQUESTS);
        }
    }

    @Test
    void crc64IsTheOneOfTheStandard() {
        Crc64 crc = new Crc64();
        crc.update("123456789".getBytes(StandardCharsets.US_ASCII), 0, 9);
        assertThat(crc.decimal()).isEqualTo(Long.toUnsignedString(0x995DC9BBDF1939FAL));
    }

    @Test
    void case039_anEndlessErrorBodyIsNotReadToItsEnd() throws InterruptedException {
        AtomicLong sent = new AtomicLong();
        CountDownLatch ended = new CountDownLatch(1);
        try (FaultCase faults = new FaultCase()) {
            faults.then((request, reply) -> {
                reply.head(500, "Content-Length: 1000000000").send("<html>".getBytes(StandardCharsets.US_ASCII));
                sendUntilTheClientGoes(reply, new byte[1 << 16], sent);
                ended.countDown();
            });
            long begun = System.nanoTime();
            faults.survives(REQUESTS + 1);
            assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(10));
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        }
        // The driver takes 64 KiB; the rest lies in the buffers of the two sockets.
        assertThat(sent.get()).isBetween(1L, 32L << 20);
    }

    /** At most a gigabyte. */
    private static void sendUntilTheClientGoes(Reply reply, byte[] piece, AtomicLong sent) throws IOException {
        try {
            while (sent.get() < 1 << 30) {
                reply.send(piece);
                sent.addAndGet(piece.length);
            }
        } catch (IOException e) {
            reply.fin();
        }
    }

    /** A trickle of an error body is left after two seconds, however little of it has come. */
    @Test
    void case039_aTrickleOfAnErrorBodyIsLeftAlone() {
        AtomicLong sent = new AtomicLong();
        try (FaultCase faults = new FaultCase()) {
            faults.then((request, reply) -> {
                reply.head(500, "Content-Length: 1000000");
                try {
                    while (sent.get() < 200) {
                        reply.send(new byte[1]);
                        sent.incrementAndGet();
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                    }
                } catch (IOException e) {
                    reply.fin();
                }
            });
            faults.survives(REQUESTS + 1);
        }
        assertThat(sent.get()).isBetween(1L, 100L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n", "ffffffffffffffffffff\r\n", "-5\r\n"})
    void case040_brokenChunksAreNoData(String chunk) {
        try (FaultCase faults = new FaultCase()) {
            faults.then((request, reply) -> {
                        reply.head(206, FIRST, "ETag: " + ETAG, "Transfer-Encoding: chunked")
                                .send(chunk.getBytes(StandardCharsets.US_ASCII));
                        reply.fin();
                    })
                    .survives(REQUESTS + 1);
        }
    }

    @Test
    void case041_anAnswerThatIsSentTwiceIsNotTakenForTheNextOne() {
        String head = "HTTP/1.1 206 Status\r\n" + FIRST + "\r\n" + LENGTH + "\r\nETag: " + ETAG + "\r\n\r\n";
        try (FaultCase faults = new FaultCase()) {
            faults.then((request, reply) -> {
                        for (int time = 0; time < 2; time++) {
                            reply.send(head.getBytes(StandardCharsets.US_ASCII)).send(FakeStore.bytes(0, RANGE));
                        }
                    })
                    .survives(REQUESTS);
        }
    }

    /** Right in everything but its bytes, and no checksum: that it came before the question is what gives it away. */
    @Test
    void case041_aForgedAnswerToTheNextRequestIsNotTaken() throws InterruptedException {
        CountDownLatch forged = new CountDownLatch(1);
        try (FaultCase faults = new FaultCase()) {
            faults.then((request, reply) -> {
                faults.store.to(request, reply);
                String next = "Content-Range: bytes " + RANGE + "-" + (2 * RANGE - 1) + "/" + SIZE;
                reply.head(206, next, LENGTH, "ETag: " + ETAG).send(new byte[RANGE]);
                forged.countDown();
            });
            try (ByteStream stream = faults.open().open(0, Long.MAX_VALUE)) {
                assertThat(stream.read(new byte[10], 0, 10)).isEqualTo(10);
                assertThat(forged.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(RemoteTesting.drain(stream, 10)).isEqualTo(SIZE - 10);
            }
            assertThat(faults.server.scriptLeft()).isZero();
            assertThat(faults.server.requests).hasSize(REQUESTS);
            assertThat(faults.server.connections()).isEqualTo(2);
        }
    }

    @Test
    void case041_whatAServerSendsAfterAnEarlyCloseReachesNobody() {
        try (FaultCase faults = new FaultCase()) {
            faults.then((request, reply) -> {
                faults.store.answer(request, reply, 1000);
                reply.stall();
            });
            try (ByteStream stream = faults.open().open(0, Long.MAX_VALUE)) {
                assertThat(stream.read(new byte[10], 0, 10)).isEqualTo(10);
            }
            faults.survives(1 + REQUESTS);
        }
    }
}
