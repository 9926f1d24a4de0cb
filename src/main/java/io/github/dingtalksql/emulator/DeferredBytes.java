// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Bytes that are made when somebody asks for them, so that a start does not wait for them. Safe for many threads. */
final class DeferredBytes implements ObjectBytes {
    private final Supplier<ObjectBytes> source;
    private volatile @Nullable ObjectBytes made;

    DeferredBytes(Supplier<ObjectBytes> source) {
        this.source = source;
    }

    @Override
    public long length() throws IOException {
        return bytes().length();
    }

    @Override
    public void write(long offset, long length, OutputStream out) throws IOException {
        bytes().write(offset, length, out);
    }

    @Override
    public String etag() throws IOException {
        return bytes().etag();
    }

    /** Two threads may both make them, which does no harm: they are the same. */
    private ObjectBytes bytes() {
        ObjectBytes bytes = made;
        if (bytes == null) {
            bytes = source.get();
            made = bytes;
        }
        return bytes;
    }
}
