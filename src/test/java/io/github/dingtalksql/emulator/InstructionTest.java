// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static io.github.dingtalksql.emulator.EmulatorClient.code;
import static io.github.dingtalksql.emulator.EmulatorClient.header;
import static io.github.dingtalksql.emulator.EmulatorClient.json;
import static io.github.dingtalksql.emulator.EmulatorClient.ossCode;
import static io.github.dingtalksql.emulator.EmulatorClient.request;
import static io.github.dingtalksql.emulator.EmulatorClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InstructionTest {
    private static final int SIZE = 300_000;

    private final byte[] bytes = new byte[SIZE];
    private DingTalkEmulator emulator;
    private EmulatorClient client;
    private JsonNode info;

    @BeforeEach
    void start() throws Exception {
        for (int i = 0; i < SIZE; i++) {
            bytes[i] = (byte) (i * 31 >> 3);
        }
        emulator = DingTalkEmulator.builder()
                .samples()
                .file(EmulatedFile.of("1", "2", "bytes", ObjectBytes.of(bytes)))
                .start();
        client = new EmulatorClient(emulator);
        info = client.info("1", "2");
        emulator.resetJournal();
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void isUsedUpByTheFirstRequestOfItsKind() throws Exception {
        emulator.instruct(Instruction.onObject().fails(503, "ServiceUnavailable"));
        assertThat(client.token()).isNotEmpty();
        assertThat(emulator.unusedInstructions()).hasToString("[OBJECT fails 503 ServiceUnavailable]");
        assertThat(ossCode(client.get(info))).isEqualTo("503 ServiceUnavailable");
        assertThat(client.get(info).body()).isEqualTo(bytes);
    }

    @Test
    void oneThatDidNotHappenFailsTheTestThatGaveIt() throws Exception {
        emulator.instruct(
                Instruction.onObject().cutsAfter(SIZE + 1),
                Instruction.onObject().fails(500, "A"),
                Instruction.onToken().drops());
        assertThat(client.get(info).body()).as("it ends before the byte").isEqualTo(bytes);
        assertThat(client.get(info).statusCode()).isEqualTo(500);
        assertThatThrownBy(emulator::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Instructions that have not happened: [OBJECT cutsAfter " + (SIZE + 1) + ", TOKEN drops]");
        assertThatThrownBy(() -> client.token()).as("it is closed nevertheless").isInstanceOf(IOException.class);
        assertThat(emulator.withdrawInstructions()).hasSize(2);
        assertThat(emulator.unusedInstructions()).isEmpty();
    }

    @Test
    void oneWithoutEffectLetsARequestPass() throws Exception {
        emulator.instruct(
                Instruction.onObject(), Instruction.onObject().fails(500, "InternalError"), Instruction.onObject());
        assertThat(client.get(info).statusCode()).isEqualTo(200);
        assertThat(client.get(info).statusCode()).isEqualTo(500);
        assertThat(client.get(info).statusCode()).isEqualTo(200);
    }

    @Test
    void waitsForTheRequestThatItDescribes() throws Exception {
        emulator.instruct(
                Instruction.onObject().fromByte(100).fails(500, "A"),
                Instruction.onDownloadInfo().forFile("854", "799").fails(500, "B"),
                Instruction.onObject().when(e -> e.header("if-match") != null).fails(500, "C"));
        assertThat(client.get(info).statusCode()).isEqualTo(200);
        assertThat(client.downloadInfo("854", "798", "{}").statusCode()).isEqualTo(200);
        assertThat(ossCode(client.get(info, "Range", "bytes=100-"))).isEqualTo("500 A");
        assertThat(code(client.downloadInfo("854", "799", "{}"))).isEqualTo("500 B");
        assertThat(ossCode(client.get(info, "If-Match", "*"))).isEqualTo("500 C");
    }

    @Test
    void failsTheApiInItsOwnForm() throws Exception {
        emulator.instruct(
                Instruction.onDownloadInfo().throttles(),
                Instruction.onDownloadInfo().fails(403, "Forbidden.AccessDenied.AccessTokenPermissionDenied"),
                Instruction.onToken().answers(502, "text/html", "<html>bad gateway</html>"));
        HttpResponse<byte[]> page = client.token("any", "any");
        assertThat(page.statusCode() + text(page)).isEqualTo("502<html>bad gateway</html>");
        assertThat(code(client.downloadInfo("854", "798", "{}")))
                .isEqualTo("403 Forbidden.AccessDenied.QpsLimitForAppkeyAndApi");
        assertThat(json(client.downloadInfo("854", "798", "{}"))
                        .at("/accessdenieddetail/requiredScopes/0")
                        .textValue())
                .isEqualTo("Storage.DownloadInfo.Read");
    }

    @Test
    void rewritesDownloadInfo() throws Exception {
        emulator.instruct(
                Instruction.onDownloadInfo().offersDeadFirstUrl(),
                Instruction.onDownloadInfo().rewrites(json -> json.replace("HEADER_SIGNATURE", "OTHER")));
        JsonNode urls = client.info("1", "2").path("resourceUrls");
        assertThat(urls).hasSize(2);
        assertThat(urls.path(0).textValue()).startsWith("http://127.0.0.1:1/");
        assertThat(urls.path(1)).isEqualTo(info.path("resourceUrls").path(0));
        JsonNode answer = json(client.downloadInfo("1", "2", "{}"));
        assertThat(answer.path("protocol").textValue()).isEqualTo("OTHER");
    }

    @Test
    void breaksConnections() throws Exception {
        emulator.instruct(Instruction.onToken().drops(), Instruction.onObject().drops());
        assertThatThrownBy(() -> client.token()).isInstanceOf(IOException.class);
        client.get(info); // The JDK's client sends a GET again by itself when it got no answer.
        assertThat(emulator.awaitIdle(Duration.ofSeconds(10))).isTrue();
        assertThat(emulator.journal()).extracting(JournalEntry::status).containsExactly(0, 0, 200);
    }

    @Test
    void cutsABodyAtExactlyThatByte() throws Exception {
        for (int place : new int[] {0, 1, 65_535, 65_536, 65_537, SIZE - 1}) {
            emulator.resetJournal();
            emulator.instruct(Instruction.onObject().cutsAfter(place));
            assertThat(rawBody()).as("cut after %d", place).isEqualTo(Arrays.copyOf(bytes, place));
            assertThat(emulator.awaitIdle(Duration.ofSeconds(10))).isTrue();
            assertThat(emulator.journal().get(0).bytesWritten()).isEqualTo(place);
        }
    }

    @Test
    void cutsABodyOfUnknownLengthWithoutItsEnd() throws Exception {
        emulator.instruct(
                Instruction.onObject().hidesLength(),
                Instruction.onObject().hidesLength().cutsAfter(70_000));
        HttpResponse<byte[]> whole = client.get(info);
        assertThat(header(whole, "content-length")).isEmpty();
        assertThat(whole.body()).isEqualTo(bytes);
        assertThat(new String(rawBody(), StandardCharsets.ISO_8859_1)).doesNotEndWith("\r\n0\r\n\r\n");
        assertThat(emulator.awaitIdle(Duration.ofSeconds(10))).isTrue();
        assertThat(emulator.journal().get(1).bytesWritten()).isEqualTo(70_000);
    }

    @Test
    void ignoresARange() throws Exception {
        emulator.instruct(Instruction.onObject().ignoresRange());
        HttpResponse<byte[]> response = client.get(info, "Range", "bytes=5-9");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(bytes);
    }

    @Test
    void changesHeadersAndStatus() throws Exception {
        emulator.instruct(
                Instruction.onObject()
                        .sets("content-range", "bytes 0-4/300000")
                        .sets("ETag", "W/\"x\"")
                        .removes("last-modified"),
                Instruction.onObject().setsStatus(202));
        HttpResponse<byte[]> response = client.get(info, "Range", "bytes=5-9");
        assertThat(header(response, "content-range")).isEqualTo("bytes 0-4/300000");
        assertThat(header(response, "etag")).isEqualTo("W/\"x\"");
        assertThat(header(response, "last-modified")).isEmpty();
        assertThat(client.get(info, "Range", "bytes=5-9").statusCode()).isEqualTo(202);
    }

    @Test
    void corruptsOneByte() throws Exception {
        emulator.instruct(Instruction.onObject().corrupts(65_536));
        byte[] received = client.get(info).body();
        assertThat(received[65_536]).isEqualTo((byte) (bytes[65_536] ^ 1));
        received[65_536] ^= 1;
        assertThat(received).isEqualTo(bytes);
        assertThat(client.get(info).body()).isEqualTo(bytes);
    }

    @Test
    void runsSomethingInTheMiddleOfABody() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        emulator.instruct(Instruction.onObject().runsAfter(100_000, () -> {
            runs.incrementAndGet();
            emulator.expireSignatures();
        }));
        assertThat(client.get(info).body()).isEqualTo(bytes);
        assertThat(runs).hasValue(1);
        assertThat(ossCode(client.get(info))).isEqualTo("403 RequestTimeTooSkewed");
    }

    @Test
    void holdsARequestUntilItIsReleased() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        emulator.instruct(Instruction.onObject().runs(arrived::countDown).holdsUntil(latch));
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> status(info));
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(emulator.calls(CallKind.OBJECT)).isEqualTo(1);
        assertThat(emulator.journal().get(0).status()).isZero();
        latch.countDown();
        assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(200);
    }

    @Test
    void stallsInTheMiddleOfABody() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(1);
        emulator.instruct(
                Instruction.onObject().runsAfter(70_000, reached::countDown).stallsAfter(70_000, latch));
        try (InputStream body = open()) {
            assertThat(body.readNBytes(70_000)).hasSize(70_000);
            assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(emulator.journal().get(0).bytesWritten()).isEqualTo(70_000);
            latch.countDown();
            assertThat(body.readAllBytes()).hasSize(SIZE - 70_000);
        }
    }

    @Test
    void sendsABodySlowly() throws Exception {
        emulator.instruct(Instruction.onObject().paces(2_000_000));
        long start = System.nanoTime();
        assertThat(client.get(info).body()).isEqualTo(bytes);
        assertThat(System.nanoTime() - start).isGreaterThan(99_000_000L);
    }

    @Test
    void closingTheEmulatorReleasesWhatIsHeld() throws Exception {
        emulator.instruct(Instruction.onObject().stallsAfter(10, new CountDownLatch(1)));
        try (InputStream body = open()) {
            assertThat(body.readNBytes(10)).hasSize(10);
            emulator.close();
            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
            assertThat(emulator.awaitIdle(Duration.ofSeconds(10))).isTrue();
        }
    }

    private InputStream open() throws Exception {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return http.send(request(info).build(), HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    /** What follows the headers, byte for byte, until the connection ends. */
    private byte[] rawBody() throws Exception {
        try (Socket socket = EmulatorClient.connect(info)) {
            byte[] raw = socket.getInputStream().readAllBytes();
            int end = new String(raw, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
            return Arrays.copyOfRange(raw, end + 4, raw.length);
        }
    }

    private int status(JsonNode signed) {
        try {
            return client.get(signed).statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
