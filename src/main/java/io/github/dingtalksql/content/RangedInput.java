// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.remote.ByteStream;
import io.github.dingtalksql.remote.RemoteFile;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file from one offset on. Asks the file for the bytes up to an expected end first, and for further
 * ranges only if somebody reads beyond it: a record may be longer than the part of the file that it begins in.
 *
 * <p>Lets its user look at bytes before they are read ({@link #hold}).
 */
final class RangedInput implements ContentInput {
    private static final int FIRST_FURTHER_BYTES = 64 * 1024;
    private static final int LEAST_HELD_BYTES = 4096;
    private static final int MOST_FURTHER_BYTES = 4 * 1024 * 1024;

    private static final byte[] NONE = {};

    private final RemoteFile file;
    private long rangeEnd;
    private int furtherBytes = FIRST_FURTHER_BYTES;
    private long position;

    private byte[] held = NONE;
    private int heldFrom;
    private int heldTo;

    private @Nullable DingTalkException failure;
    private volatile @Nullable ByteStream stream;
    private volatile boolean closed;

    RangedInput(RemoteFile file) {
        this.file = file;
    }

    /**
     * Goes on at {@code offset}; opens nothing yet.
     *
     * @param expectedEnd up to where the caller expects to read, in one go; {@code Long.MAX_VALUE} for the end of file
     */
    void moveTo(long offset, long expectedEnd) {
        ByteStream current = stream;
        if (current != null && offset >= position && offset <= position + (heldTo - heldFrom)) {
            drop((int) (offset - position));
            return;
        }
        if (current != null) {
            current.close();
            stream = null;
        }
        heldFrom = heldTo;
        position = offset;
        rangeEnd = expectedEnd;
    }

    /** Makes {@code count} bytes visible in {@link #held} before they are read, or as many as the file has. */
    int hold(int count) {
        if (heldTo - heldFrom >= count) {
            return heldTo - heldFrom;
        }
        byte[] kept = new byte[Math.max(count, LEAST_HELD_BYTES)];
        System.arraycopy(held, heldFrom, kept, 0, heldTo - heldFrom);
        held = kept;
        heldTo -= heldFrom;
        heldFrom = 0;
        while (heldTo < count) {
            int read = readFile(held, heldTo, held.length - heldTo);
            if (read < 0) {
                break;
            }
            heldTo += read;
        }
        return heldTo;
    }

    /** The byte {@code index} bytes after {@link #position}, which must be held. */
    byte held(int index) {
        return held[heldFrom + index];
    }

    /** A copy of the first {@code count} held bytes. */
    byte[] heldBytes(int count) {
        return Arrays.copyOfRange(held, heldFrom, heldFrom + count);
    }

    /** Leaves out {@code count} bytes, which must be held. */
    void drop(int count) {
        heldFrom += count;
        position += count;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        int read = heldFrom < heldTo ? Math.min(length, heldTo - heldFrom) : readFile(buffer, offset, length);
        if (heldFrom < heldTo) {
            System.arraycopy(held, heldFrom, buffer, offset, read);
            heldFrom += read;
        } else if (held.length > 0) {
            held = NONE;
            heldFrom = 0;
            heldTo = 0;
        }
        if (read > 0) {
            position += read;
        }
        return read;
    }

    /** Whether {@code count} bytes can be read without waiting for any. */
    boolean hasArrived(int count) {
        ByteStream current = stream;
        return failure == null && current != null && heldFrom == heldTo && current.hasArrived(count);
    }

    /**
     * Makes the last bytes that were read the next to be read again. Nothing may be {@link #hold held}.
     *
     * @param then what the reading failed with behind them, to fail with it again; null if it did not
     */
    void putBack(byte[] bytes, @Nullable DingTalkException then) {
        failure = then;
        held = bytes;
        heldFrom = 0;
        heldTo = bytes.length;
        position -= bytes.length;
    }

    private int readFile(byte[] buffer, int offset, int length) {
        if (failure != null) {
            throw failure;
        }
        while (true) {
            long at = position + (heldTo - heldFrom);
            ByteStream current = stream;
            if (current == null) {
                current = opened(at);
            }
            int read = current.read(buffer, offset, length);
            if (read >= 0) {
                return read;
            }
            if (at < rangeEnd) {
                return END;
            }
            current.close();
            stream = null;
            rangeEnd = at + furtherBytes;
            furtherBytes = Math.min(furtherBytes * 2, MOST_FURTHER_BYTES);
        }
    }

    private ByteStream opened(long at) {
        ByteStream opened = file.open(at, rangeEnd);
        stream = opened;
        if (closed) {
            opened.close();
            throw new DingTalkException(ErrorCode.INVALID_STATE, "The reader of " + file.name() + " is closed");
        }
        return opened;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long lineEndPosition() {
        return position - 1;
    }

    @Override
    public long sourceLength(byte[] buffer, int from, int to) {
        return to - from;
    }

    @Override
    public void close() {
        closed = true;
        ByteStream current = stream;
        if (current != null) {
            current.close();
        }
    }
}
