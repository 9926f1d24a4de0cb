// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.remote.ByteStream;
import io.github.dingtalksql.remote.RemoteFile;
import io.github.dingtalksql.remote.Representation;
import java.util.Optional;

/** The first bytes of a file, to be read as if they were all. */
record MemoryFile(String name, byte[] bytes) implements RemoteFile {
    @Override
    public String fingerprint() {
        return "";
    }

    @Override
    public Optional<Representation> representation() {
        return Optional.empty();
    }

    @Override
    public ByteStream open(long from, long to) {
        return new Bytes(bytes, (int) Math.min(from, bytes.length), (int) Math.min(to, bytes.length));
    }

    private static final class Bytes implements ByteStream {
        private final byte[] bytes;
        private final int to;
        private int at;

        Bytes(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.at = from;
            this.to = to;
        }

        @Override
        public long position() {
            return at;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (at >= to) {
                return -1;
            }
            int count = Math.min(length, to - at);
            System.arraycopy(bytes, at, buffer, offset, count);
            at += count;
            return count;
        }

        @Override
        public void close() {}
    }
}
