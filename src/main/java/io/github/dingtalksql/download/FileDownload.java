// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.download;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.remote.ByteStream;
import io.github.dingtalksql.remote.Crc64;
import io.github.dingtalksql.remote.RemoteFile;
import io.github.dingtalksql.remote.Representation;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Brings one remote file to this machine. The bytes are written in order to {@code PATH.part}, which becomes
 * {@code PATH} when it is complete, verified and on the disk. For one use by one thread; the execution may be aborted
 * from any.
 */
public final class FileDownload {
    /** How much a power failure may cost at most, if the store gives no CRC-64. */
    private static final long SYNC_EVERY = 64L << 20;

    private final RemoteFile file;
    private final Execution execution;
    private final ChannelOpener opener;

    /** @param execution the one that {@code file} was opened with */
    public FileDownload(RemoteFile file, Execution execution) {
        this(file, execution, FileChannel::open);
    }

    FileDownload(RemoteFile file, Execution execution, ChannelOpener opener) {
        this.file = file;
        this.execution = execution;
        this.opener = opener;
    }

    /**
     * Downloads to {@code path}, going on from what an earlier run left of the same bytes.
     *
     * @param force whether a file there may be replaced
     * @throws LocalFileException if it cannot be written here
     * @throws DingTalkException if it cannot be read there; {@code FILE_CHANGED} if it is another one than at the start
     */
    public Downloaded to(Path path, boolean force, DownloadProgress progress) throws LocalFileException {
        DownloadTarget target = DownloadTarget.of(path, force);
        try (PartFile part = PartFile.open(target, opener)) {
            boolean verified = fetch(part, progress);
            part.become(target, opener);
            return new Downloaded(target.file(), part.position(), verified);
        }
    }

    private boolean fetch(PartFile part, DownloadProgress progress) throws LocalFileException {
        try {
            if (resumed(part, progress)) {
                return part.note() != null && part.note().crc64() != null;
            }
            return fetchAll(part, progress);
        } catch (DingTalkException | LocalFileException e) {
            boolean changed = e instanceof DingTalkException known && known.code() == ErrorCode.FILE_CHANGED;
            keep(part, changed ? null : progress, e);
            if (changed) {
                throw new DingTalkException(
                        ErrorCode.FILE_CHANGED,
                        file.name() + " changed while it was downloaded; run the command again, it will start over",
                        e);
            }
            throw e;
        }
    }

    /** What came before the failure is kept, if it can be; why it cannot is told beside the failure. */
    private static void keep(PartFile part, @Nullable DownloadProgress progress, Exception failure) {
        try {
            if (part.position() == 0) {
                part.discard();
                return;
            }
            part.sync();
        } catch (LocalFileException e) {
            failure.addSuppressed(e);
        }
        PartNote note = part.note();
        if (progress != null && note != null && note.resumeFrom(part.position()) > 0) {
            progress.kept(part.path(), part.position());
        }
    }

    /** Whether the file is complete by going on from an earlier run. */
    private boolean resumed(PartFile part, DownloadProgress progress) throws LocalFileException {
        PartNote kept = part.note();
        long from = kept == null || !kept.file().equals(file.name()) ? 0 : kept.resumeFrom(part.position());
        if (kept == null || from == 0) {
            return false;
        }
        progress.found(part.path(), part.position());
        Crc64 crc = kept.crc64() == null ? null : part.crc64(from, execution);
        try (ByteStream bytes = file.open(from, Long.MAX_VALUE)) {
            byte[] buffer = new byte[1 << 16];
            int count = bytes.read(buffer, 0, buffer.length);
            PartNote now = PartNote.of(file.name(), facts());
            if (!kept.isOfSameBytesAs(now)) {
                progress.startedOver("the file has changed since");
                return false;
            }
            part.resume(from);
            copy(bytes, buffer, count, part, crc, progress);
        }
        if (crc != null && !isRight(crc)) {
            progress.startedOver("the CRC-64 shows that what was kept is damaged");
            return false;
        }
        return true;
    }

    /** @return whether the CRC-64 is verified */
    private boolean fetchAll(PartFile part, DownloadProgress progress) throws LocalFileException {
        Crc64 crc = new Crc64();
        try (ByteStream bytes = file.open(0, Long.MAX_VALUE)) {
            byte[] buffer = new byte[1 << 16];
            int count = bytes.read(buffer, 0, buffer.length);
            part.begin(PartNote.of(file.name(), facts()));
            copy(bytes, buffer, count, part, crc, progress);
        }
        if (!isRight(crc)) {
            part.discard();
            throw new DingTalkException(
                    ErrorCode.BROKEN_STREAM,
                    "Downloading " + file.name() + " failed: the CRC-64 of its " + part.position()
                            + " bytes is not the one that the object store gave, so nothing was kept");
        }
        return facts().crc64() != null;
    }

    private void copy(
            ByteStream bytes, byte[] buffer, int first, PartFile part, @Nullable Crc64 crc, DownloadProgress progress)
            throws LocalFileException {
        long total = facts().total();
        long synced = part.position();
        progress.begun(part.position(), total);
        for (int count = first; count >= 0; ) {
            part.append(buffer, count);
            if (crc != null) {
                crc.update(buffer, 0, count);
            }
            progress.at(part.position());
            if (part.position() - synced >= SYNC_EVERY) {
                part.sync();
                synced = part.position();
            }
            // The stream would verify a whole scan itself, but cannot tell what a wrong CRC-64 means for the part.
            count = part.position() == total ? -1 : bytes.read(buffer, 0, buffer.length);
        }
        if (total >= 0 && part.position() != total) {
            throw new DingTalkException(
                    ErrorCode.BROKEN_STREAM,
                    "Downloading " + file.name() + " failed: it has " + total + " bytes, but " + part.position()
                            + " came");
        }
    }

    private boolean isRight(Crc64 crc) {
        String expected = facts().crc64();
        return expected == null || expected.equals(crc.decimal());
    }

    /** An empty file may be answered in a way that tells nothing about it. */
    private Representation facts() {
        return file.representation().orElse(new Representation(-1, null, null, null));
    }
}
