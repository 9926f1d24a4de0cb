// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.download;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.remote.Crc64;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code PATH.part}, the bytes so far from the first one on, and {@code PATH.part.meta}, its {@link PartNote}. Locked
 * against other processes as long as it is open. Used by one thread.
 */
final class PartFile implements AutoCloseable {
    private static final OpenOption[] OPTIONS = {
        StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS
    };
    private static final int LONGEST_NOTE = 4096;

    private final Path path;
    private final Path notePath;
    private final FileChannel bytes;
    private final FileChannel noteBytes;
    private @Nullable PartNote note;
    private long position;

    private PartFile(
            Path path,
            Path notePath,
            FileChannel bytes,
            FileChannel noteBytes,
            @Nullable PartNote note,
            long position) {
        this.path = path;
        this.notePath = notePath;
        this.bytes = bytes;
        this.noteBytes = noteBytes;
        this.note = note;
        this.position = position;
    }

    /**
     * Opens what an earlier run left, or makes it.
     *
     * @throws LocalFileException if another download is writing it, or if it is somebody else's
     */
    static PartFile open(DownloadTarget target, ChannelOpener opener) throws LocalFileException {
        Path path = target.sibling(".part");
        Path notePath = target.sibling(".part.meta");
        claim(path, target.force());
        claim(notePath, target.force());
        FileChannel bytes = null;
        FileChannel noteBytes = null;
        PartFile part = null;
        try {
            bytes = locked(path, opener);
            noteBytes = opener.open(notePath, OPTIONS);
            PartNote note = read(noteBytes);
            if (note == null && bytes.size() + noteBytes.size() > 0 && !target.force()) {
                throw new LocalFileException(path + " exists already and is not an unfinished download;"
                        + " remove it and its .meta, or use --force");
            }
            part = new PartFile(
                    path, notePath, bytes, noteBytes, note, note == null ? bytes.size() : note.trusted(bytes.size()));
            return part;
        } catch (IOException e) {
            throw LocalFileException.of("write", path, e);
        } finally {
            if (part == null) {
                closeChannel(noteBytes);
                closeChannel(bytes);
            }
        }
    }

    /** Refuses links of every kind, devices and folders under our name; {@code force} takes the name away from them. */
    private static void claim(Path path, boolean force) throws LocalFileException {
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && links(path) == 1) {
                return;
            }
            if (!force) {
                throw new LocalFileException(path + " is a link or no file at all; remove it, or use --force");
            }
            Files.delete(path);
        } catch (IOException e) {
            throw LocalFileException.of("replace", path, e);
        }
    }

    private static int links(Path path) throws IOException {
        boolean known = path.getFileSystem().supportedFileAttributeViews().contains("unix");
        return known ? (Integer) Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS) : 1;
    }

    /** The name may have gone to a finished download between opening and locking: it must be the same file after it. */
    private static FileChannel locked(Path path, ChannelOpener opener) throws IOException {
        try {
            opener.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                    .close();
        } catch (FileAlreadyExistsException e) {
            // Left by an earlier run, or just made by another one: the lock tells.
        }
        Object before = key(path);
        FileChannel channel = opener.open(path, OPTIONS);
        boolean mine = false;
        try {
            mine = channel.tryLock() != null && Objects.equals(before, key(path));
        } catch (OverlappingFileLockException | NoSuchFileException e) {
            mine = false;
        } finally {
            if (!mine) {
                channel.close();
            }
        }
        if (!mine) {
            throw new LocalFileException("Another download is writing " + path + "; wait for it");
        }
        return channel;
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private static @Nullable PartNote read(FileChannel channel) throws IOException {
        if (channel.size() > LONGEST_NOTE) {
            return null;
        }
        ByteBuffer text = ByteBuffer.allocate((int) channel.size());
        while (text.hasRemaining() && channel.read(text, text.position()) >= 0) {
            // Until all of it is here.
        }
        return PartNote.parse(new String(text.array(), StandardCharsets.UTF_8)).orElse(null);
    }

    private static void closeChannel(@Nullable FileChannel channel) throws LocalFileException {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new LocalFileException("Cannot close an unfinished download: " + e.getMessage());
        }
    }

    Path path() {
        return path;
    }

    /** What the bytes are of; null if there are none. */
    @Nullable
    PartNote note() {
        return note;
    }

    /** How many bytes there are that can be relied on. */
    long position() {
        return position;
    }

    /** CRC-64 state after the first {@code count} bytes that are on the disk. */
    Crc64 crc64(long count, Execution execution) throws LocalFileException {
        Crc64 crc = new Crc64();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        try {
            for (long at = 0; at < count; at += buffer.position()) {
                execution.check();
                buffer.clear().limit((int) Math.min(buffer.capacity(), count - at));
                if (bytes.read(buffer, at) < 0) {
                    throw new EOFException("it became shorter");
                }
                crc.update(buffer.array(), 0, buffer.position());
            }
            return crc;
        } catch (IOException e) {
            throw LocalFileException.of("read", path, e);
        }
    }

    /** Throws away what is there and begins anew. */
    void begin(PartNote of) throws LocalFileException {
        try {
            bytes.truncate(0);
            position = 0;
            noteBytes.truncate(0);
            write(of);
        } catch (IOException e) {
            throw LocalFileException.of("write", path, e);
        }
    }

    /** Goes on after the first {@code count} bytes. */
    void resume(long count) throws LocalFileException {
        try {
            bytes.truncate(count);
            position = count;
        } catch (IOException e) {
            throw LocalFileException.of("write", path, e);
        }
    }

    void append(byte[] source, int count) throws LocalFileException {
        ByteBuffer buffer = ByteBuffer.wrap(source, 0, count);
        try {
            while (buffer.hasRemaining()) {
                position += bytes.write(buffer, position);
            }
        } catch (IOException e) {
            throw LocalFileException.of("write", path, e);
        }
    }

    /** Has everything so far on the disk, and notes that. */
    void sync() throws LocalFileException {
        try {
            bytes.force(true);
            PartNote known = note;
            if (known != null) {
                write(known.withSynced(position));
            }
        } catch (IOException e) {
            throw LocalFileException.of("write", path, e);
        }
    }

    private void write(PartNote next) throws IOException {
        ByteBuffer text = ByteBuffer.wrap(next.text().getBytes(StandardCharsets.UTF_8));
        while (text.hasRemaining()) {
            noteBytes.write(text, text.position());
        }
        noteBytes.force(true);
        note = next;
    }

    /** Ends the part: its bytes are the target now. */
    void become(DownloadTarget target, ChannelOpener opener) throws LocalFileException {
        sync();
        target.take(path, opener);
        try {
            Files.deleteIfExists(notePath);
        } catch (IOException e) {
            throw LocalFileException.of("remove", notePath, e);
        }
    }

    /** Ends the part: nothing of it is of any use. */
    void discard() throws LocalFileException {
        note = null;
        try {
            Files.deleteIfExists(path);
            Files.deleteIfExists(notePath);
        } catch (IOException e) {
            throw LocalFileException.of("remove", path, e);
        }
    }

    /** Gives the lock up; both files stay. */
    @Override
    public void close() throws LocalFileException {
        closeChannel(noteBytes);
        closeChannel(bytes);
    }
}
