// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.remote.ByteStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a stream, unpacked if they begin as gzip does. Members that follow one another are one content. Keeps no
 * more than a buffer, whatever a few packed bytes unpack to.
 */
final class GzipBytes implements ByteStream {
    private static final int MAGIC_1 = 0x1F;
    private static final int MAGIC_2 = 0x8B;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final String fileName;
    private final Packed packed;
    private @Nullable InputStream unpacked;
    private boolean begun;
    private long position;

    GzipBytes(String fileName, ByteStream packed) {
        this.fileName = fileName;
        this.packed = new Packed(packed);
    }

    static boolean isGzip(byte[] head) {
        return head.length >= 2 && (head[0] & 0xFF) == MAGIC_1 && (head[1] & 0xFF) == MAGIC_2;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        try {
            if (!begun) {
                begun = true;
                boolean isGzip = packed.peek() == MAGIC_1 && packed.peekSecond() == MAGIC_2;
                unpacked = isGzip ? new GZIPInputStream(packed, BUFFER_BYTES) : packed;
            }
            InputStream bytes = unpacked;
            int read = bytes == null ? -1 : bytes.read(buffer, offset, length);
            position += Math.max(0, read);
            return read;
        } catch (EOFException e) {
            throw malformed("its gzip data end too early", e);
        } catch (ZipException e) {
            throw malformed("its gzip data are damaged (" + e.getMessage() + ")", e);
        } catch (IOException e) {
            throw malformed("its gzip data cannot be unpacked (" + e.getMessage() + ")", e);
        }
    }

    private DingTalkException malformed(String what, IOException cause) {
        return new DingTalkException(
                ErrorCode.MALFORMED_CONTENT,
                "File " + fileName + ", byte offset " + packed.source.position() + " (packed), " + position
                        + " (unpacked): " + what,
                cause);
    }

    @Override
    public void close() {
        packed.source.close();
    }

    /** A byte stream as the JDK wants it, with a look at its first two bytes. */
    private static final class Packed extends InputStream {
        private final ByteStream source;
        private final byte[] first = new byte[2];
        private int firstFrom;
        private int firstTo;
        private boolean ended;

        Packed(ByteStream source) {
            this.source = source;
        }

        int peek() {
            while (firstTo < 2 && !ended) {
                int read = source.read(first, firstTo, 2 - firstTo);
                ended = read < 0;
                firstTo += Math.max(0, read);
            }
            return firstTo > 0 ? first[0] & 0xFF : -1;
        }

        int peekSecond() {
            return firstTo > 1 ? first[1] & 0xFF : -1;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (firstFrom < firstTo) {
                int count = Math.min(length, firstTo - firstFrom);
                System.arraycopy(first, firstFrom, buffer, offset, count);
                firstFrom += count;
                return count;
            }
            int read = ended ? -1 : source.read(buffer, offset, length);
            ended |= read < 0;
            return read;
        }

        /** The JDK looks for a further member only where it is told that there are bytes. */
        @Override
        public int available() {
            return ended ? 0 : 1;
        }
    }
}
