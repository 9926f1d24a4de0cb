// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileDownloadTest {
    private static final byte[] CONTENT = FakeRemoteFile.content(300_000);

    private final Execution execution = new Execution();
    private final RecordingProgress progress = new RecordingProgress();

    @TempDir
    private Path folder;

    private Path target;
    private FakeRemoteFile remote = new FakeRemoteFile(CONTENT);

    @BeforeEach
    void name() {
        target = folder.resolve("file.csv");
    }

    @AfterEach
    void leavesNoStreamOpen() {
        assertThat(remote.open).isZero();
    }

    private Downloaded download(boolean force) throws LocalFileException {
        return download(force, FileChannel::open);
    }

    private Downloaded download(boolean force, ChannelOpener opener) throws LocalFileException {
        return new FileDownload(remote, execution, opener).to(target, force, progress);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private List<String> namesAndSizes() throws IOException {
        List<String> found = new ArrayList<>();
        for (String name : names()) {
            found.add(name + " " + Files.size(folder.resolve(name)));
        }
        return found;
    }

    private Path part() {
        return folder.resolve("file.csv.part");
    }

    private Path note() {
        return folder.resolve("file.csv.part.meta");
    }

    /** Has a download fail after so many bytes. */
    private void stopAfter(long bytes) {
        remote.failsAt = bytes;
        assertThatThrownBy(() -> download(false)).isInstanceOf(DingTalkException.class);
        remote.failsAt = -1;
        remote.opened.clear();
        progress.told.clear();
        progress.last = -1;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 1 << 20})
    void bringsEveryByteAndLeavesNothingElse(int size) throws Exception {
        remote = new FakeRemoteFile(FakeRemoteFile.content(size));

        assertThat(download(false)).isEqualTo(new Downloaded(target.toRealPath(), size, true));
        assertThat(target).hasBinaryContent(FakeRemoteFile.content(size));
        assertThat(names()).containsExactly("file.csv");
        assertThat(progress.last).isEqualTo(size == 0 ? -1 : size);
    }

    @Test
    void saysWhenNoChecksumWasGiven() throws Exception {
        remote.crc64 = null;

        assertThat(download(false).crcVerified()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 65_535, 65_536, 65_537, 299_999})
    void goesOnWhereItStopped(long stopped) throws Exception {
        stopAfter(stopped);
        assertThat(part()).hasBinaryContent(Arrays.copyOf(CONTENT, (int) stopped));

        assertThat(download(false).crcVerified()).isTrue();
        assertThat(remote.opened).containsExactly(stopped - 1);
        assertThat(progress.told).containsExactly("found " + stopped, "begun " + (stopped - 1) + "/300000");
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(names()).containsExactly("file.csv");
    }

    @Test
    void aFailureBeforeTheFirstByteLeavesNothing() throws Exception {
        stopAfter(0);

        assertThat(names()).isEmpty();
    }

    @Test
    void tellsWhatItKept() {
        remote.failsAt = 100_000;

        assertThatThrownBy(() -> download(false)).hasMessageContaining("at byte 100000");
        assertThat(progress.told).last().isEqualTo("kept 100000");
    }

    @Test
    void aFileThatIsAnotherOneNowStartsOver() throws Exception {
        stopAfter(100_000);
        byte[] other = FakeRemoteFile.content(200_000);
        remote = new FakeRemoteFile(other);
        remote.etag = "\"B\"";

        download(false);
        assertThat(remote.opened).containsExactly(99_999L, 0L);
        assertThat(progress.told).containsExactly("found 100000", "over: the file has changed since", "begun 0/200000");
        assertThat(target).hasBinaryContent(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"A\"", ""})
    void withoutAStrongEtagItStartsOver(String etag) throws Exception {
        remote.etag = etag.isEmpty() ? null : etag;
        stopAfter(100_000);

        download(false);
        assertThat(remote.opened).containsExactly(0L);
        assertThat(target).hasBinaryContent(CONTENT);
    }

    @Test
    void aDamagedPartIsFoundByTheChecksumAndStartsOver() throws Exception {
        stopAfter(100_000);
        byte[] damaged = Files.readAllBytes(part());
        damaged[50_000] ^= 1;
        Files.write(part(), damaged);

        download(false);
        assertThat(progress.told).anyMatch(told -> told.contains("damaged"));
        assertThat(target).hasBinaryContent(CONTENT);
    }

    @Test
    void withoutAChecksumOnlyBytesKnownToBeOnTheDiskCount() throws Exception {
        remote.crc64 = null;
        stopAfter(100_000);
        // What a power failure leaves: more bytes than were synced, and nobody knows which.
        Files.writeString(note(), Files.readString(note()).replaceFirst("synced=\\d+", "synced=0000000000000070000"));
        byte[] damaged = Files.readAllBytes(part());
        damaged[80_000] ^= 1;
        Files.write(part(), damaged);

        download(false);
        assertThat(remote.opened).containsExactly(69_999L);
        assertThat(target).hasBinaryContent(CONTENT);
    }

    @Test
    void case038_aWrongChecksumKeepsNothing() throws Exception {
        remote.crc64 = "1";

        assertThatThrownBy(() -> download(false))
                .isInstanceOf(DingTalkException.class)
                .hasMessageContaining("CRC-64");
        assertThat(names()).isEmpty();
    }

    @Test
    void case031_aFileThatChangesOnTheWayIsAnError() throws Exception {
        remote.failsAt = 100_000;
        remote.failure = ErrorCode.FILE_CHANGED;

        assertThatThrownBy(() -> download(false))
                .isInstanceOfSatisfying(
                        DingTalkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_CHANGED))
                .hasMessage("854/798@2 changed while it was downloaded; run the command again, it will start over");
        assertThat(target).doesNotExist();
        assertThat(progress.told).noneMatch(told -> told.startsWith("kept"));
    }

    @Test
    void replacesOnlyByForce() throws Exception {
        Files.writeString(target, "mine");

        assertThatThrownBy(() -> download(false))
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining("--force");
        assertThat(target).hasContent("mine");
        assertThat(remote.opened).isEmpty();
        download(true);
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(names()).containsExactly("file.csv");
    }

    @Test
    void doesNotReplaceAFileThatWasMadeMeanwhile() throws Exception {
        remote.failsAt = 100_000;
        remote.instead = () -> {
            try {
                Files.writeString(target, "mine");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };

        assertThatThrownBy(() -> download(false)).hasMessageContaining("exists already");
        assertThat(target).hasContent("mine");
        download(true);
        assertThat(remote.opened).containsExactly(0L, 299_999L);
        assertThat(target).hasBinaryContent(CONTENT);
    }

    @Test
    void case149_refusesAFolder() throws Exception {
        Files.createDirectory(target);

        assertThatThrownBy(() -> download(true)).hasMessageContaining("is a folder");
        target = Path.of("/");
        assertThatThrownBy(() -> download(true)).hasMessageContaining("is a folder");
        target = folder.resolve("..");
        assertThatThrownBy(() -> download(true)).hasMessageContaining("is a folder");
    }

    @Test
    void case149_refusesAMissingFolder() {
        target = folder.resolve("nowhere").resolve("file.csv");

        assertThatThrownBy(() -> download(true))
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void case149_refusesLinksAndDevices() throws Exception {
        Path victim = Files.writeString(folder.resolve("victim"), "mine");
        Files.createSymbolicLink(target, victim);

        assertThatThrownBy(() -> download(true)).hasMessageContaining("link or a device");
        Files.delete(target);
        Files.createSymbolicLink(target, folder.resolve("dangling"));
        assertThatThrownBy(() -> download(true)).hasMessageContaining("link or a device");
        target = Path.of("/dev/null");
        assertThatThrownBy(() -> download(true)).hasMessageContaining("link or a device");
        assertThat(victim).hasContent("mine");
        assertThat(names()).containsExactly("file.csv", "victim");
    }

    @ParameterizedTest
    @ValueSource(strings = {".part", ".part.meta"})
    void case149_followsNoLinkUnderItsOwnNames(String suffix) throws Exception {
        Path victim = Files.writeString(folder.resolve("victim"), "mine");
        Path own = folder.resolve("file.csv" + suffix);
        Files.createSymbolicLink(own, victim);

        assertThatThrownBy(() -> download(false)).hasMessageContaining("is a link");
        Files.delete(own);
        Files.createLink(own, victim);
        assertThatThrownBy(() -> download(false)).hasMessageContaining("is a link");
        download(true);
        assertThat(victim).hasContent("mine");
        assertThat(target).hasBinaryContent(CONTENT);
    }

    @Test
    void aFolderThatIsALinkIsResolvedOnce() throws Exception {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        target = link.resolve("file.csv");

        assertThat(download(false).path()).isEqualTo(real.toRealPath().resolve("file.csv"));
    }

    @Test
    void doesNotTouchAPartThatIsNotItsOwn() throws Exception {
        Files.writeString(part(), "of another program");

        assertThatThrownBy(() -> download(false)).hasMessageContaining("not an unfinished download");
        assertThat(part()).hasContent("of another program");
        assertThat(remote.opened).isEmpty();
        download(true);
        assertThat(target).hasBinaryContent(CONTENT);
    }

    @Test
    void anotherDownloadToTheSameFileIsRefused() throws Exception {
        try (FileChannel other = FileChannel.open(part(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(other.tryLock()).isNotNull();

            assertThatThrownBy(() -> download(true))
                    .isInstanceOf(LocalFileException.class)
                    .hasMessageContaining("Another download");
        }
        assertThat(remote.opened).isEmpty();
    }

    @Test
    void aNameThatWentToAFinishedDownloadBeforeItWasLockedIsRefused() throws Exception {
        // The other run renames its part between our opening and our locking.
        ChannelOpener opener = (path, options) -> {
            FileChannel channel = FileChannel.open(path, options);
            boolean isPart = path.toString().endsWith(".part");
            if (isPart && Arrays.asList(options).contains(LinkOption.NOFOLLOW_LINKS)) {
                Files.move(path, folder.resolve("done"));
            }
            return channel;
        };

        assertThatThrownBy(() -> download(false, opener)).hasMessageContaining("Another download");
        assertThat(remote.opened).isEmpty();
    }

    private static ChannelOpener disk(long room, String reason) {
        return (path, options) -> {
            FileChannel channel = FileChannel.open(path, options);
            return path.toString().endsWith(".part") ? new FailingChannel(channel, room, reason) : channel;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"No space left on device", "Disk quota exceeded", "There is not enough space on the disk"})
    void aFullDiskIsToldAndCostsNothing(String reason) throws Exception {
        assertThatThrownBy(() -> download(false, disk(100_001, reason)))
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining("the disk is full")
                .hasMessageContaining("file.csv.part");
        assertThat(progress.told).last().isEqualTo("kept 100001");
        assertThat(target).doesNotExist();

        download(false);
        assertThat(remote.opened).containsExactly(0L, 100_000L);
        assertThat(target).hasBinaryContent(CONTENT);
    }

    @Test
    void aDiskErrorIsTold() {
        assertThatThrownBy(() -> download(false, disk(5, "Input/output error")))
                .hasMessageContaining("Cannot write")
                .hasMessageContaining("Input/output error");
    }

    @Test
    void everyByteIsOnTheDiskBeforeTheFileHasItsName() throws Exception {
        List<String> forced = new ArrayList<>();
        ChannelOpener opener = (path, options) -> {
            FileChannel channel = FileChannel.open(path, options);
            if (Files.isDirectory(path)) {
                return channel;
            }
            boolean isPart = path.toString().endsWith(".part");
            return new FailingChannel(
                    channel,
                    Long.MAX_VALUE,
                    "none",
                    () -> forced.add((isPart ? part() : note()).toFile().length()
                            + (isPart ? " bytes" : " note")
                            + (Files.exists(target) ? " too late" : "")));
        };

        download(false, opener);
        assertThat(forced).filteredOn(what -> what.endsWith("bytes")).last().isEqualTo("300000 bytes");
        assertThat(forced).noneMatch(what -> what.endsWith("too late"));
        assertThat(target).hasBinaryContent(CONTENT);
    }

    /** A name that only the memory knows is gone after a power failure. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theNameIsOnTheDiskBeforeTheDownloadIsDone(boolean force) throws Exception {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "folders cannot be opened here");
        if (force) {
            Files.writeString(target, "before");
        }
        List<List<String>> forced = new ArrayList<>();
        ChannelOpener opener = (path, options) -> {
            FileChannel channel = FileChannel.open(path, options);
            return Files.isDirectory(path)
                    ? new FailingChannel(channel, 0, "none", () -> forced.add(namesAndSizes()))
                    : channel;
        };

        download(force, opener);
        assertThat(forced).as("what the folder had when it was forced").singleElement();
        assertThat(forced.get(0)).contains("file.csv 300000").doesNotContain("file.csv.part 300000");
    }

    @Test
    void aFolderThatCannotBeWrittenToTheDiskIsTold() throws Exception {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "folders cannot be opened here");
        ChannelOpener opener = (path, options) -> {
            FileChannel channel = FileChannel.open(path, options);
            return Files.isDirectory(path)
                    ? new FailingChannel(channel, 0, "none", () -> {
                        throw new IOException("Input/output error");
                    })
                    : channel;
        };

        assertThatThrownBy(() -> download(false, opener))
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining("Input/output error");
    }

    /** Whoever looks while it is replaced sees one whole file or the other. */
    @Test
    void aFileIsReplacedInOneStep() throws Exception {
        byte[] before = FakeRemoteFile.content(200_000);
        Files.write(target, before);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Set<Integer>> watcher = CompletableFuture.supplyAsync(() -> {
            Set<Integer> sizes = new TreeSet<>();
            while (!done.get() || sizes.isEmpty()) {
                sizes.add(read(target));
            }
            return sizes;
        });
        try {
            for (int i = 0; i < 20; i++) {
                remote = new FakeRemoteFile(i % 2 == 0 ? CONTENT : before);
                progress.last = -1;
                download(true);
            }
        } finally {
            done.set(true);
        }
        assertThat(watcher.get(20, TimeUnit.SECONDS)).isSubsetOf(before.length, CONTENT.length);
    }

    private static int read(Path path) {
        try {
            byte[] bytes = Files.readAllBytes(path);
            assertThat(Arrays.equals(bytes, FakeRemoteFile.content(bytes.length)))
                    .isTrue();
            return bytes.length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The superuser may write everywhere but into what the kernel shows as files. */
    @Test
    void aRealFolderWithoutPermissionIsTold() throws Exception {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        assertThat(closed.toFile().setWritable(false)).isTrue();
        Path system = Path.of("/sys");
        boolean isSuperuser = Files.isWritable(closed);
        assumeTrue(!isSuperuser || Files.isDirectory(system), "nowhere to be without permission");
        target = (isSuperuser ? system : closed).resolve("file.csv");

        assertThatThrownBy(() -> download(false))
                .isInstanceOf(LocalFileException.class)
                .hasMessageStartingWith("No permission to write ")
                .hasMessageContaining("file.csv.part");
        assertThat(remote.opened).isEmpty();
    }

    @Test
    void aFileWhereAFolderShouldBeIsTold() throws Exception {
        Files.writeString(folder.resolve("plain"), "mine");
        target = folder.resolve("plain").resolve("file.csv");

        assertThatThrownBy(() -> download(false))
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining("is not a folder");
        assertThat(remote.opened).isEmpty();
    }

    @Test
    void aFolderWithoutPermissionIsTold() throws Exception {
        ChannelOpener opener = (path, options) -> {
            throw new AccessDeniedException(path.toString());
        };

        assertThatThrownBy(() -> download(false, opener))
                .isInstanceOf(LocalFileException.class)
                .hasMessage("No permission to write " + part().toAbsolutePath());
        assertThat(names()).isEmpty();
    }

    @Test
    void aStopKeepsWhatIsThere() throws Exception {
        remote.failsAt = 100_000;
        remote.failure = ErrorCode.CANCELLED;

        assertThatThrownBy(() -> download(false)).isInstanceOf(DingTalkException.class);
        assertThat(Files.size(part())).isEqualTo(100_000);
        assertThat(Files.readString(note())).contains("synced=0000000000000100000");
    }

    @Test
    void theNoteIsReadAsItWasWritten() {
        PartNote note = new PartNote("854/798@2", 123, "\"=A\"", null, 45);

        assertThat(PartNote.parse(note.text())).contains(note);
        assertThat(note.text())
                .hasSameSizeAs(note.withSynced(Long.MAX_VALUE / 10).text());
        assertThat(PartNote.parse(note.text().substring(0, note.text().length() - 3)))
                .isEmpty();
        assertThat(PartNote.parse(note.text() + "more")).isEmpty();
        assertThat(PartNote.parse(note.text().replace("length=123", "length=12x")))
                .isEmpty();
        assertThat(PartNote.parse("")).isEmpty();
    }
}
