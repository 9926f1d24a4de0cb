// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DingTalkEmulatorTest {
    private static final VirtualCsv CSV = VirtualCsv.ofLength(1L << 30);

    @Test
    void servesManyRangesAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try (DingTalkEmulator emulator = virtual()) {
            EmulatorClient client = new EmulatorClient(emulator);
            JsonNode info = client.info("1", "2");
            emulator.resetJournal();
            List<Future<byte[]>> parts = new ArrayList<>();
            for (int i = 0; i < 640; i++) {
                long from = i * 1_600_000L;
                String range = "bytes=" + from + "-" + (from + 9_999);
                parts.add(threads.submit(() -> client.get(info, "Range", range).body()));
            }
            for (int i = 0; i < parts.size(); i++) {
                byte[] expected = new byte[10_000];
                CSV.fill(i * 1_600_000L, expected, expected.length);
                assertThat(parts.get(i).get()).isEqualTo(expected);
            }
            assertThat(emulator.calls(CallKind.OBJECT)).isEqualTo(640);
            assertThat(emulator.awaitIdle(Duration.ofSeconds(10))).isTrue();
            assertThat(emulator.journal()).allMatch(entry -> entry.bytesWritten() == 10_000 && entry.status() == 206);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void countsOnlyTheBytesThatWereReallyWritten() throws Exception {
        try (DingTalkEmulator emulator = virtual()) {
            JsonNode info = new EmulatorClient(emulator).info("1", "2");
            emulator.resetJournal();
            try (Socket socket = EmulatorClient.connect(info)) {
                assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);
            }
            assertThat(emulator.awaitIdle(Duration.ofSeconds(10))).isTrue();
            JournalEntry entry = emulator.journal().get(0);
            assertThat(entry.status()).isEqualTo(200);
            assertThat(entry.bytesWritten()).isBetween(90_000L, CSV.length() / 4);
            assertThat(entry.file()).isEqualTo("1/2");
            assertThat(entry.header("authorization")).isEqualTo("***");
        }
    }

    @Test
    void runsOnDaemonThreadsOnly() throws Exception {
        try (DingTalkEmulator emulator = virtual()) {
            new EmulatorClient(emulator).token();
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("HTTP-Dispatcher")
                            || thread.getName().startsWith("emulator-"))
                    .isNotEmpty()
                    .allMatch(Thread::isDaemon);
        }
    }

    @Test
    void closesItsPortOnce() throws Exception {
        DingTalkEmulator emulator = virtual();
        int port = emulator.endpoint().getPort();
        emulator.close();
        emulator.close();
        assertThatThrownBy(() -> new Socket("127.0.0.1", port)).isInstanceOf(ConnectException.class);
    }

    @Test
    void takesThePortThatItIsGiven() throws Exception {
        int port;
        try (DingTalkEmulator first = virtual()) {
            port = first.endpoint().getPort();
            assertThatThrownBy(() -> DingTalkEmulator.builder().port(port).start())
                    .isInstanceOf(IOException.class);
        }
        try (DingTalkEmulator second = DingTalkEmulator.builder().port(port).start()) {
            assertThat(second.endpoint()).isEqualTo(URI.create("http://127.0.0.1:" + port));
        }
    }

    @Test
    void refusesTwoFilesOfOneId() {
        EmulatedFile file = EmulatedFile.of("1", "2", "a", ObjectBytes.of(new byte[0]));
        assertThatThrownBy(() -> DingTalkEmulator.builder().file(file, file).start())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsHowFastItIs() throws Exception {
        try (DingTalkEmulator emulator = virtual()) {
            EmulatorClient client = new EmulatorClient(emulator);
            JsonNode info = client.info("1", "2");
            long[] micros = new long[500];
            for (int i = -500; i < micros.length; i++) {
                long start = System.nanoTime();
                assertThat(client.get(info, "Range", "bytes=0-99").body()).hasSize(100);
                micros[Math.max(0, i)] = (System.nanoTime() - start) / 1000;
            }
            Arrays.sort(micros);
            long start = System.nanoTime();
            long bytes = drain(info);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "emulator: 100 bytes p50 %d us, p99 %d us; one body of 1 GiB %.0f MB/s%n",
                    micros[250], micros[495], bytes / 1e6 / seconds);
            assertThat(bytes).isGreaterThan(CSV.length());
        }
    }

    private static DingTalkEmulator virtual() throws IOException {
        return DingTalkEmulator.builder()
                .file(EmulatedFile.of("1", "2", "virtual.csv", CSV.bytes()))
                .start();
    }

    private static long drain(JsonNode info) throws IOException {
        byte[] buffer = new byte[1 << 18];
        long bytes = 0;
        try (Socket socket = EmulatorClient.connect(info);
                InputStream in = socket.getInputStream()) {
            int count = in.read(buffer);
            while (count >= 0) {
                bytes += count;
                count = in.read(buffer);
            }
        }
        return bytes;
    }
}
