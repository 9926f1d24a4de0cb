// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.download;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.remote.ByteStream;
import io.github.dingtalksql.remote.Crc64;
import io.github.dingtalksql.remote.RemoteFile;
import io.github.dingtalksql.remote.Representation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bytes in memory that say of themselves what a test wants; remembers where streams began. */
final class FakeRemoteFile implements RemoteFile {
    final List<Long> opened = new ArrayList<>();
    String etag = "\"A\"";
    String crc64;
    /** Read of this byte fails; -1 for none. */
    long failsAt = -1;

    ErrorCode failure = ErrorCode.BROKEN_STREAM;
    /** Runs when the byte at {@code failsAt} is reached, instead of a failure. */
    Runnable instead;

    private final byte[] content;
    private boolean answered;
    int open;

    FakeRemoteFile(byte[] content) {
        this.content = content;
        this.crc64 = crc64(content);
    }

    static String crc64(byte[] content) {
        Crc64 crc = new Crc64();
        crc.update(content, 0, content.length);
        return crc.decimal();
    }

    static byte[] content(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 0x9E3779B97F4A7C15L >>> 56);
        }
        return bytes;
    }

    @Override
    public String name() {
        return "854/798@2";
    }

    @Override
    public String fingerprint() {
        return etag + content.length;
    }

    @Override
    public Optional<Representation> representation() {
        return answered ? Optional.of(new Representation(content.length, etag, null, crc64)) : Optional.empty();
    }

    @Override
    public ByteStream open(long from, long to) {
        opened.add(from);
        open++;
        return new Stream(from);
    }

    private final class Stream implements ByteStream {
        private long position;

        Stream(long from) {
            this.position = from;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (position == failsAt && instead == null) {
                throw new DingTalkException(failure, "Reading 854/798@2 at byte " + position + " failed: instructed.");
            }
            if (position == failsAt) {
                instead.run();
            }
            answered = true;
            if (position >= content.length) {
                return -1;
            }
            long end = failsAt > position ? failsAt : content.length;
            int count = (int) Math.min(length, end - position);
            System.arraycopy(content, (int) position, buffer, offset, count);
            position += count;
            return count;
        }

        @Override
        public void close() {
            open--;
        }
    }
}
