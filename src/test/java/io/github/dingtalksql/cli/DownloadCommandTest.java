// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.Instruction;
import io.github.dingtalksql.emulator.JournalEntry;
import io.github.dingtalksql.emulator.ObjectBytes;
import io.github.dingtalksql.emulator.VirtualCsv;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command against the emulator, in this JVM and in others that are killed. */
class DownloadCommandTest {
    private static final long GIGABYTE = 1L << 30;
    private static final int SIZE = 8 << 20;
    private static final byte[] CONTENT = content(SIZE, 1);

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final List<Process> processes = new ArrayList<>();

    @TempDir
    private Path folder;

    private DingTalkEmulator emulator;
    private Path target;

    private record Finished(int status, String out, String err) {}

    private static byte[] content(int size, int seed) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ((i + seed) * 0x9E3779B97F4A7C15L >>> 56);
        }
        return bytes;
    }

    @BeforeEach
    void start() throws IOException {
        target = folder.resolve("file.bin");
        emulator = DingTalkEmulator.builder()
                .samples()
                .file(
                        EmulatedFile.of("854", "1000", "file.bin", ObjectBytes.of(CONTENT)),
                        EmulatedFile.of("854", "1001", "one", ObjectBytes.of(new byte[] {42})),
                        EmulatedFile.of(
                                "854",
                                "1002",
                                "big.csv",
                                VirtualCsv.ofLength(GIGABYTE).bytes()))
                .callsPerSecond(1000)
                .start();
    }

    @AfterEach
    void stop() {
        release.countDown();
        processes.forEach(Process::destroyForcibly);
        emulator.close();
    }

    private List<String> arguments(String dentry, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "download",
                "854",
                dentry,
                "--to",
                target.toString(),
                "--url",
                "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";unionId=" + emulator.unionId()
                        + ";rangeSize=1048576",
                "-n",
                emulator.appKey(),
                "-p",
                emulator.appSecret()));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private Finished run(String dentry, String... more) throws Exception {
        return run(arguments(dentry, more));
    }

    private static Finished run(List<String> arguments) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(
                arguments,
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Finished(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Process fork(String heap, String dentry, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments(dentry, more));
        Process process = new ProcessBuilder(command).start();
        process.getOutputStream().close();
        processes.add(process);
        return process;
    }

    /** Has the body with the file's bytes from 4 MiB on stop after some of them. */
    private void stall() {
        emulator.instruct(Instruction.onObject()
                .when(entry -> entry.rangeStart() > 4 << 20)
                .runsAfter(100_000, () -> {
                    stalled.countDown();
                    await(release);
                }));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A process that has got half of the file and waits for the rest. */
    private Process stalledProcess() throws Exception {
        stall();
        Process process = fork("-Xmx128m", "1000");
        assertThat(stalled.await(30, TimeUnit.SECONDS)).isTrue();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.exists(part()) || Files.size(part()) < 4 << 20) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        return process;
    }

    private Path part() {
        return folder.resolve("file.bin.part");
    }

    private List<Long> objectOffsets() {
        return emulator.journal().stream()
                .filter(entry -> entry.kind() == CallKind.OBJECT)
                .map(JournalEntry::rangeStart)
                .toList();
    }

    @Test
    void downloadsAndSaysSo() throws Exception {
        assertThat(run("1000"))
                .isEqualTo(new Finished(
                        0,
                        target.toRealPath() + ": 8388608 bytes, length and CRC-64 verified" + System.lineSeparator(),
                        ""));
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(objectOffsets()).hasSizeGreaterThan(8);
    }

    @ParameterizedTest
    @CsvSource({"800, 0", "1001, 1"})
    void downloadsTheSmallest(String dentry, long size) throws Exception {
        assertThat(run(dentry, "--quiet")).isEqualTo(new Finished(0, "", ""));
        assertThat(Files.size(target)).isEqualTo(size);
        assertThat(part()).doesNotExist();
    }

    @Test
    void downloadsTheDemoAndAVersionOfIt() throws Exception {
        Path first = folder.resolve("first.csv");

        assertThat(run(List.of("download", "854", "798", "--to", target.toString()))
                        .status())
                .isZero();
        assertThat(run(List.of("download", "854", "798", "--to", first.toString(), "--version", "1"))
                        .status())
                .isZero();
        assertThat(Files.size(first)).isPositive().isNotEqualTo(Files.size(target));
    }

    @Test
    void refusesToReplace() throws Exception {
        Files.writeString(target, "mine");

        Finished refused = run("1000");
        assertThat(refused.status()).isEqualTo(Main.FAILED);
        assertThat(refused.err()).contains("exists already").hasLineCount(1);
        assertThat(emulator.journal()).isEmpty();
        assertThat(run("1000", "--force").status()).isZero();
        assertThat(target).hasBinaryContent(CONTENT);
    }

    @ParameterizedTest
    @CsvSource({"999999, dentryNotExist", "902, permissionDenied", "901, fileArchived"})
    void tellsWhatTheServiceSays(String dentry, String code) throws Exception {
        Finished failed = run(dentry);

        assertThat(failed.status()).isEqualTo(Main.FAILED);
        assertThat(failed.err()).contains(code).doesNotContain("\tat ");
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aWrongUrlIsToldWithoutItsValues() throws Exception {
        Finished failed =
                run(List.of("download", "854", "798", "--to", target.toString(), "--url", "jdbc:other:secret"));

        assertThat(failed.status()).isEqualTo(Main.FAILED);
        assertThat(failed.err()).contains("jdbc:dingtalk:").doesNotContain("secret");
    }

    /** The request for one range is held until that for another arrives, which one after the other would never. */
    @Test
    @Timeout(60)
    void readsSeveralRangesAtOnce() throws Exception {
        CountDownLatch other = new CountDownLatch(1);
        AtomicLong held = new AtomicLong();
        emulator.instruct(
                Instruction.onObject()
                        .when(entry -> entry.rangeStart() > 0 && held.compareAndSet(0, entry.rangeStart()))
                        .holdsUntil(other),
                Instruction.onObject()
                        .when(entry -> held.get() > 0 && entry.rangeStart() > held.get())
                        .runs(other::countDown));

        assertThat(run("1000").status()).isZero();
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(emulator.journal())
                .filteredOn(entry -> entry.kind() == CallKind.OBJECT && entry.rangeStart() == held.get())
                .as("requests for the range that was held")
                .hasSize(1);
    }

    @Test
    void case053_goesOnWhenTheSignatureExpires() throws Exception {
        Instruction expiry = Instruction.onObject().fromByte(0).runsAfter(60_000, emulator::expireSignatures);
        emulator.instruct(expiry);

        assertThat(run("1000").status()).isZero();
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(emulator.calls(CallKind.DOWNLOAD_INFO)).isEqualTo(2);
    }

    @Test
    void case031_tellsThatTheFileChangedAndThenStartsOver() throws Exception {
        byte[] other = content(SIZE, 2);
        emulator.instruct(
                Instruction.onObject().fromByte(0).runsAfter(60_000, () -> emulator.replace("854", "1000", other)));

        Finished changed = run("1000");
        assertThat(changed.status()).isEqualTo(Main.FAILED);
        assertThat(changed.err())
                .isEqualTo("854/1000 changed while it was downloaded; run the command again, it will start over"
                        + System.lineSeparator());
        assertThat(target).doesNotExist();

        Finished again = run("1000");
        assertThat(again.out()).contains("Starting over: the file has changed since");
        assertThat(target).hasBinaryContent(other);
    }

    @Test
    void case038_aCorruptedByteIsFound() throws Exception {
        emulator.instruct(Instruction.onObject().fromByte(0).corrupts(1000));

        Finished failed = run("1000");
        assertThat(failed.status()).isEqualTo(Main.FAILED);
        assertThat(failed.err()).contains("CRC-64");
        assertThat(target).doesNotExist();
        assertThat(part()).doesNotExist();
    }

    @Test
    void goesOnAfterAKill() throws Exception {
        Process killed = stalledProcess();
        killed.destroyForcibly();
        assertThat(killed.waitFor(20, TimeUnit.SECONDS)).isTrue();
        long kept = Files.size(part());
        emulator.resetJournal();

        Finished resumed = run("1000");
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(resumed.out()).contains("Going on from").contains("CRC-64 verified");
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(objectOffsets()).contains(kept - 1).allMatch(offset -> offset >= kept - 1);
        assertThat(part()).doesNotExist();
        assertThat(folder.resolve("file.bin.part.meta")).doesNotExist();
    }

    @Test
    void startsOverAfterAKillIfTheFileChanged() throws Exception {
        Process killed = stalledProcess();
        killed.destroyForcibly();
        assertThat(killed.waitFor(20, TimeUnit.SECONDS)).isTrue();
        byte[] other = content(SIZE, 3);
        emulator.replace("854", "1000", other);

        Finished again = run("1000");
        assertThat(again.out()).contains("Starting over");
        assertThat(target).hasBinaryContent(other);
    }

    @Test
    void aPoliteKillKeepsWhatIsThereAndSaysSo() throws Exception {
        Process stopped = stalledProcess();
        // The process's own destroy() would close the stream that is read here.
        stopped.toHandle().destroy();
        String err = new String(stopped.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(stopped.waitFor()).isNotZero();
        assertThat(err).contains("Stopped").contains("Kept ").doesNotContain("Exception");
        assertThat(Files.size(part())).isGreaterThanOrEqualTo(4 << 20);
        assertThat(run("1000").status()).isZero();
        assertThat(target).hasBinaryContent(CONTENT);
    }

    @Test
    void theSecondOfTwoAtOnceIsRefused() throws Exception {
        Process first = stalledProcess();

        Finished second = run("1000");
        assertThat(second.status()).isEqualTo(Main.FAILED);
        assertThat(second.err()).contains("Another download").hasLineCount(1);
        release.countDown();
        assertThat(first.waitFor()).isZero();
        assertThat(target).hasBinaryContent(CONTENT);
    }

    @Test
    void aGigabyteNeedsLittleMemory() throws Exception {
        Process process = fork("-Xmx64m", "1002");
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(err).isEmpty();
        assertThat(process.waitFor()).isZero();
        assertThat(out).contains("1073741824 bytes").doesNotContain("\r");
        assertThat(sha256(out1 -> Files.copy(target, out1)))
                .isEqualTo(sha256(out1 -> VirtualCsv.ofLength(GIGABYTE).bytes().write(0, GIGABYTE, out1)));
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] sha256(Writing writing) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            writing.to(out);
        }
        return digest.digest();
    }
}
