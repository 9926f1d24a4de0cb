// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.content.typed.FileHead;
import io.github.dingtalksql.remote.ByteStream;
import io.github.dingtalksql.remote.Crc64;
import io.github.dingtalksql.remote.RemoteFile;
import io.github.dingtalksql.remote.Representation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first bytes of a file, as it was.
 *
 * @param total bytes of the whole file; {@link #UNKNOWN} if the store did not say
 * @param fingerprint tells this representation from others; empty if the file has no bytes
 * @param crc64 of the whole file, as the object store gave it; null if it gave none
 * @param takenFor the execution that read it, or saw that it is still the same
 */
record FileSample(
        DownloadInfoRequest request,
        byte[] bytes,
        long total,
        String fingerprint,
        @Nullable String crc64,
        Execution takenFor) {
    static final long UNKNOWN = Long.MAX_VALUE;

    boolean whole() {
        return total == bytes.length;
    }

    FileHead head() {
        return FileHead.of(request.file().toString(), bytes, whole());
    }

    FileSample seenBy(Execution execution) {
        return new FileSample(request, bytes, total, fingerprint, crc64, execution);
    }

    /**
     * The file of this sample and of no other representation. For the execution that took the sample, and if the file is
     * a version, which never changes, it begins with the bytes that are here already.
     *
     * @param remote the same file, not read yet
     */
    RemoteFile continuedBy(RemoteFile remote, Execution execution) {
        return new Continued(
                this, remote, execution == takenFor || request.file().version() != null);
    }

    private record Continued(FileSample sample, RemoteFile remote, boolean hasStart) implements RemoteFile {
        @Override
        public String name() {
            return remote.name();
        }

        @Override
        public String fingerprint() {
            return sample.fingerprint;
        }

        @Override
        public Optional<Representation> representation() {
            return remote.representation();
        }

        @Override
        public boolean startBeside(Runnable work) {
            return remote.startBeside(work);
        }

        @Override
        public ByteStream open(long from, long to) {
            return new Bytes(this, from, to);
        }
    }

    private static final class Bytes implements ByteStream {
        private final FileSample sample;
        private final RemoteFile remote;
        private final ByteStream rest;
        private final int known;
        private final long to;
        /**
         * Of the sample, and at the end of all: neither the sample nor the rest is a whole file for the store's CRC-64. Null
         * if the store sends none.
         */
        private final @Nullable Crc64 crc;

        private long position;
        private boolean isChecked;
        private boolean isVerified;

        Bytes(Continued file, long from, long to) {
            this.sample = file.sample;
            this.remote = file.remote;
            this.position = from;
            this.to = to;
            this.known = file.hasStart ? sample.bytes.length : 0;
            this.crc = from == 0 && known > 0 && sample.crc64 != null ? new Crc64() : null;
            // A range beyond the end is answered with the whole file, so the end is told.
            this.rest = remote.open(Math.max(from, known), known > 0 ? Math.min(to, sample.total) : to);
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int read = position < known ? fromSample(buffer, offset, length) : fromRest(buffer, offset, length);
            position += Math.max(0, read);
            if (crc != null && read > 0 && position <= known) {
                crc.update(buffer, offset, read);
            }
            if (crc != null && read < 0 && position == sample.total && !isVerified) {
                isVerified = true;
                checkChecksum(crc);
            }
            return read;
        }

        @Override
        public boolean hasArrived(int count) {
            return position >= known && rest.hasArrived(count);
        }

        private void checkChecksum(Crc64 sum) {
            Crc64 later = sample.whole() ? null : rest.crc64();
            String expected = sample.whole() ? sample.crc64 : later == null ? null : expectedWithRest();
            if (later != null) {
                sum.append(later, position - known);
            }
            if (expected != null && !expected.equals(sum.decimal())) {
                throw new DingTalkException(
                        ErrorCode.BROKEN_STREAM,
                        "Reading " + remote.name() + " failed: the CRC-64 of its " + position
                                + " bytes is not the one that the object store gave. Run the query again.");
            }
        }

        /** Null if two answers disagree: then it is not the whole file's. */
        private @Nullable String expectedWithRest() {
            String later = remote.representation().map(Representation::crc64).orElse(null);
            return later != null && later.equals(sample.crc64) ? later : null;
        }

        private int fromSample(byte[] buffer, int offset, int length) {
            int count = (int) Math.min(length, Math.min(known, to) - position);
            if (count <= 0) {
                return -1;
            }
            System.arraycopy(sample.bytes, (int) position, buffer, offset, count);
            return count;
        }

        private int fromRest(byte[] buffer, int offset, int length) {
            if (known > 0 && sample.whole()) {
                return -1;
            }
            int read = rest.read(buffer, offset, length);
            if (!isChecked) {
                isChecked = true;
                checkFingerprint();
            }
            return read;
        }

        private void checkFingerprint() {
            if (!sample.fingerprint.equals(remote.fingerprint())) {
                throw new DingTalkException(
                        ErrorCode.FILE_CHANGED,
                        "File " + remote.name() + " has changed since its columns were found. Prepare the statement"
                                + " again");
            }
        }

        @Override
        public void close() {
            rest.close();
        }
    }
}
