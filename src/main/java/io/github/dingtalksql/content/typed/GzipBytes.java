// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.remote.ByteStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The bytes of a stream, unpacked if they begin as gzip does. Members that follow one another are one content. Keeps no
 * more than a buffer, whatever a few packed bytes unpack to.
 *
 * <p>What unpacks to more than 256 MiB and a hundred times its size is an error: only a bomb does that.
 *
 * <p>Written against the JDK's {@code GZIPInputStream}, which takes a damaged header of a later member for the end of the
 * content: that would be fewer rows.
 */
final class GzipBytes implements ByteStream {
    private static final int MAGIC_1 = 0x1F;
    private static final int MAGIC_2 = 0x8B;
    /** A higher ratio than this is a bomb's, once {@link #SMALL_BYTES} have come out. */
    private static final int HIGHEST_RATIO = 100;

    private static final long SMALL_BYTES = 256L << 20;

    private enum Place {
        START,
        PLAIN,
        MEMBER,
        ENDED
    }

    private final GzipInput packed;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private Place place = Place.START;
    private long memberBytes;
    private long position;
    private boolean closed;

    GzipBytes(String fileName, ByteStream packed) {
        this.packed = new GzipInput(fileName, packed);
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
        if (place == Place.START) {
            place = isMagic() ? Place.MEMBER : Place.PLAIN;
            if (place == Place.MEMBER) {
                beginMember();
            }
        }
        int read = switch (place) {
            case PLAIN -> packed.read(buffer, offset, length);
            case MEMBER -> unpack(buffer, offset, length);
            case START, ENDED -> -1;
        };
        position += Math.max(0, read);
        return read;
    }

    @Override
    public boolean hasArrived(int count) {
        return place == Place.PLAIN && packed.hasArrived(count);
    }

    private int unpack(byte[] buffer, int offset, int length) {
        while (place == Place.MEMBER) {
            int unpacked = inflate(buffer, offset, length);
            if (unpacked > 0) {
                checksum.update(buffer, offset, unpacked);
                memberBytes += unpacked;
                checkRatio(position + unpacked);
                return unpacked;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsDictionary()) {
                throw packed.malformed("its gzip data are damaged (they want a dictionary)", position, null);
            }
        }
        return -1;
    }

    private void checkRatio(long total) {
        if (total > SMALL_BYTES && total / HIGHEST_RATIO > packed.position()) {
            throw packed.malformed(
                    "its gzip data unpack to more than " + HIGHEST_RATIO
                            + " times their size, as a bomb's do; if it is none, store the file unpacked",
                    position,
                    null);
        }
    }

    private int inflate(byte[] buffer, int offset, int length) {
        if (inflater.needsInput() && !packed.hasMore()) {
            throw packed.endsTooEarly(position);
        }
        // The inflater must not be released while it works; nothing below waits for the network.
        synchronized (inflater) {
            if (closed) {
                throw new DingTalkException(ErrorCode.INVALID_STATE, "The reader of " + packed.name() + " is closed");
            }
            try {
                return packed.inflate(inflater, buffer, offset, length);
            } catch (DataFormatException e) {
                throw packed.malformed("its gzip data are damaged (" + e.getMessage() + ")", position, e);
            }
        }
    }

    /** What follows a member is another one, zeros to the end (tapes had them), or nothing. */
    private void endMember() {
        long wanted = packed.littleEndian(4, position);
        if (wanted != checksum.getValue()) {
            throw packed.malformed("its gzip data are damaged (the checksum is another)", position, null);
        }
        if (packed.littleEndian(4, position) != (memberBytes & 0xFFFF_FFFFL)) {
            throw packed.malformed("its gzip data are damaged (the length is another)", position, null);
        }
        if (isMagic()) {
            beginMember();
            return;
        }
        while (packed.hasMore()) {
            if (packed.peek(0) != 0) {
                throw packed.malformed(
                        "something follows the gzip data that is not gzip; was the file joined or cut?",
                        position,
                        null);
            }
            packed.next(position);
        }
        place = Place.ENDED;
    }

    private boolean isMagic() {
        return packed.peek(0) == MAGIC_1 && packed.peek(1) == MAGIC_2;
    }

    private void beginMember() {
        packed.passHeader(position);
        synchronized (inflater) {
            if (!closed) {
                inflater.reset();
            }
        }
        checksum.reset();
        memberBytes = 0;
    }

    @Override
    public void close() {
        synchronized (inflater) {
            closed = true;
            inflater.end();
        }
        packed.close();
    }
}
