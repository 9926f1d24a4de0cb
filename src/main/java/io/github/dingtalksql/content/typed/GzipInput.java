// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.remote.ByteStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Packed bytes, read through a buffer, and what stands between them in gzip. */
final class GzipInput {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int DEFLATE = 8;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final String name;
    private final ByteStream source;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final CRC32 headerChecksum = new CRC32();
    private int from;
    private int to;
    private boolean ended;

    GzipInput(String name, ByteStream source) {
        this.name = name;
        this.source = source;
    }

    String name() {
        return name;
    }

    /** Bytes that are not packed. */
    int read(byte[] target, int offset, int length) {
        if (from == to) {
            return ended ? -1 : source.read(target, offset, length);
        }
        int count = Math.min(length, to - from);
        System.arraycopy(buffer, from, target, offset, count);
        from += count;
        return count;
    }

    /** Whether {@code count} bytes that are not packed can be read without waiting for any. */
    boolean hasArrived(int count) {
        return from == to && source.hasArrived(count);
    }

    /** Packed bytes that have been used. */
    long position() {
        return source.position() - (to - from);
    }

    boolean hasMore() {
        return holds(1);
    }

    /** The byte that comes {@code ahead} bytes after the next one; -1 if there is none. */
    int peek(int ahead) {
        return holds(ahead + 1) ? buffer[from + ahead] & 0xFF : -1;
    }

    private boolean holds(int count) {
        if (to - from < count && from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        while (to - from < count && !ended) {
            int read = source.read(buffer, to, buffer.length - to);
            ended = read < 0;
            to += Math.max(0, read);
        }
        return to - from >= count;
    }

    /** As {@link Inflater#inflate}, which is fed from here. */
    int inflate(Inflater inflater, byte[] target, int offset, int length) throws DataFormatException {
        inflater.setInput(buffer, from, to - from);
        int unpacked = inflater.inflate(target, offset, length);
        from = to - inflater.getRemaining();
        return unpacked;
    }

    /** @param unpacked bytes unpacked so far, for the message if the file ends here */
    int next(long unpacked) {
        if (!holds(1)) {
            throw endsTooEarly(unpacked);
        }
        headerChecksum.update(buffer[from]);
        return buffer[from++] & 0xFF;
    }

    long littleEndian(int bytes, long unpacked) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) next(unpacked) << 8 * i;
        }
        return value;
    }

    /** Goes behind the header of a member (RFC 1952). */
    void passHeader(long unpacked) {
        headerChecksum.reset();
        littleEndian(2, unpacked);
        int method = next(unpacked);
        int flags = next(unpacked);
        if (method != DEFLATE || (flags & RESERVED) != 0) {
            throw malformed("its gzip header is damaged", unpacked, null);
        }
        littleEndian(6, unpacked);
        if ((flags & EXTRA) != 0) {
            for (long i = littleEndian(2, unpacked); i > 0; i--) {
                next(unpacked);
            }
        }
        passText((flags & NAME) != 0, unpacked);
        passText((flags & COMMENT) != 0, unpacked);
        long checksum = headerChecksum.getValue() & 0xFFFF;
        if ((flags & HEADER_CHECKSUM) != 0 && littleEndian(2, unpacked) != checksum) {
            throw malformed("its gzip header is damaged (the checksum is another)", unpacked, null);
        }
    }

    private void passText(boolean isThere, long unpacked) {
        int next = isThere ? next(unpacked) : 0;
        while (next != 0) {
            next = next(unpacked);
        }
    }

    DingTalkException endsTooEarly(long unpacked) {
        return malformed("its gzip data end too early", unpacked, null);
    }

    DingTalkException malformed(String what, long unpacked, @Nullable Exception cause) {
        long offset = position();
        return new DingTalkException(
                ErrorCode.MALFORMED_CONTENT,
                "File " + name + ", byte offset " + offset + " (packed), " + unpacked + " (unpacked): " + what,
                cause);
    }

    void close() {
        source.close();
    }
}
