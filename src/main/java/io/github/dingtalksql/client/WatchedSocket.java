// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** A socket that knows how much was read from it and whether more has arrived. Under TLS these are packed bytes. */
class WatchedSocket extends Socket {
    private final AtomicLong bytesRead = new AtomicLong();
    private volatile boolean used;

    /** How many bytes were taken from it so far. */
    long bytesRead() {
        return bytesRead.get();
    }

    /** Whether bytes have arrived that nobody has taken yet. */
    boolean hasUnread() throws IOException {
        return super.getInputStream().available() > 0;
    }

    /** Whether an answer came over it before. */
    boolean isUsed() {
        return used;
    }

    void use() {
        used = true;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                return counted(super.read(), 1);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                return counted(count, count);
            }
        };
    }

    private int counted(int result, int count) {
        if (result >= 0) {
            bytesRead.addAndGet(count);
        }
        return result;
    }
}
