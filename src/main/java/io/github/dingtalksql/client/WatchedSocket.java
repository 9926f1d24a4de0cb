// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A socket that knows how much was read from it and whether more has arrived. Under TLS these are packed bytes. */
class WatchedSocket extends Socket {
    private final AtomicLong bytesRead = new AtomicLong();
    private volatile @Nullable WideInput input;
    private volatile boolean used;
    private volatile @Nullable String lastContentRange;

    /** How many bytes were taken from it so far. */
    long bytesRead() {
        return bytesRead.get();
    }

    /** Whether bytes have arrived that nobody has taken yet. */
    boolean hasUnread() throws IOException {
        return getInputStream().available() > 0;
    }

    /** Whether an answer came over it before. */
    boolean isUsed() {
        return used;
    }

    /** Notes an answer, with the {@code Content-Range} that it gave. */
    void use(@Nullable String contentRange) {
        used = true;
        lastContentRange = contentRange;
    }

    /** Whether the last answer gave this {@code Content-Range}. */
    boolean hasAnswered(@Nullable String contentRange) {
        return contentRange != null && contentRange.equals(lastContentRange);
    }

    /** Always the same, since it may hold bytes. */
    @Override
    public synchronized InputStream getInputStream() throws IOException {
        InputStream plain = super.getInputStream();
        WideInput known = input;
        if (known == null) {
            known = new WideInput(plain, this::isClosed, bytesRead);
            input = known;
        }
        return known;
    }
}
