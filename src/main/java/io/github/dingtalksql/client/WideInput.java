// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Takes more from a socket at a time than it is asked for, once a reader was given all that it asked for: OkHttp reads
 * 8 KiB at a time, and for a body of megabytes most of that costs more than the bytes. Counts what it gives. Used by one
 * thread at a time.
 */
final class WideInput extends FilterInputStream {
    /** As much as the JDK takes at a time. */
    private static final int BYTES = 1 << 17;
    /** Who asks for less reads something short. */
    private static final int LEAST_ASKED = 1 << 12;

    private static final byte[] NONE = {};

    private final BooleanSupplier closed;
    private final AtomicLong given;
    private byte[] buffer = NONE;
    private volatile int from;
    private volatile int to;

    WideInput(InputStream socket, BooleanSupplier closed, AtomicLong given) {
        super(socket);
        this.closed = closed;
        this.given = given;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = from < to ? held(bytes, offset, length) : fresh(bytes, offset, length);
        if (count > 0) {
            given.addAndGet(count);
        }
        return count;
    }

    private int held(byte[] bytes, int offset, int length) throws IOException {
        if (closed.getAsBoolean()) {
            throw new SocketException("Socket closed");
        }
        int count = Math.min(length, to - from);
        System.arraycopy(buffer, from, bytes, offset, count);
        from += count;
        return count;
    }

    private int fresh(byte[] bytes, int offset, int length) throws IOException {
        if (buffer.length <= length) {
            int count = super.read(bytes, offset, length);
            if (count == length && length >= LEAST_ASKED && buffer.length == 0) {
                buffer = new byte[BYTES];
            }
            return count;
        }
        int count = super.read(buffer, 0, buffer.length);
        if (count <= 0) {
            return count;
        }
        from = 0;
        to = count;
        return held(bytes, offset, length);
    }

    @Override
    public long skip(long count) throws IOException {
        int skipped = read(new byte[(int) Math.min(count, BYTES)]);
        return Math.max(0, skipped);
    }

    @Override
    public int available() throws IOException {
        return to - from + super.available();
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
