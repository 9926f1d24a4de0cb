// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import io.github.dingtalksql.remote.ByteStream;
import io.github.dingtalksql.remote.RemoteFile;
import io.github.dingtalksql.remote.Representation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;

/** Bytes in memory, given in chunks as a test wants them; remembers which ranges were asked for. */
final class FakeRemoteFile implements RemoteFile {
    /** @param to exclusive */
    record Range(long from, long to) {}

    /** Bytes of a file by offset, so that a file may be larger than memory. */
    interface Bytes {
        void copy(long from, byte[] target, int offset, int length);
    }

    private final Bytes bytes;
    private final long length;
    private final IntUnaryOperator chunks;
    private Predicate<Runnable> beside = work -> false;
    private IntPredicate arrivals = count -> false;
    private final List<Range> opened = new ArrayList<>();
    private int open;
    private long bytesRead;

    /** @param chunks how many of the bytes that a read asks for it gets: 1 to as many */
    FakeRemoteFile(byte[] content, IntUnaryOperator chunks) {
        this(
                (from, target, offset, length) -> System.arraycopy(content, (int) from, target, offset, length),
                content.length,
                chunks);
    }

    FakeRemoteFile(byte[] content) {
        this(content, IntUnaryOperator.identity());
    }

    FakeRemoteFile(Bytes bytes, long length, IntUnaryOperator chunks) {
        this.bytes = bytes;
        this.length = length;
        this.chunks = chunks;
    }

    /**
     * Lets work run beside the reader.
     *
     * @param newBeside runs it, or says no
     * @param newArrivals whether so many bytes have arrived, if the file has as many
     */
    FakeRemoteFile with(Predicate<Runnable> newBeside, IntPredicate newArrivals) {
        beside = newBeside;
        arrivals = newArrivals;
        return this;
    }

    @Override
    public boolean startBeside(Runnable work) {
        return beside.test(work);
    }

    @Override
    public String name() {
        return "854/798@2";
    }

    @Override
    public String fingerprint() {
        return "etag-" + length;
    }

    @Override
    public Optional<Representation> representation() {
        return opened.isEmpty() ? Optional.empty() : Optional.of(new Representation(length, "\"e1\"", null, null));
    }

    @Override
    public ByteStream open(long from, long to) {
        opened.add(new Range(from, to));
        open++;
        return new Stream(from, Math.min(to, length));
    }

    List<Range> opened() {
        return opened;
    }

    /** Streams that were not closed. */
    int open() {
        return open;
    }

    long bytesRead() {
        return bytesRead;
    }

    private final class Stream implements ByteStream {
        private final long to;
        private long position;
        private boolean closed;

        Stream(long from, long to) {
            this.position = from;
            this.to = to;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public boolean hasArrived(int count) {
            return to - position >= count && arrivals.test(count);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (closed) {
                throw new IllegalStateException("read after close");
            }
            if (length <= 0) {
                throw new IllegalArgumentException("a read of " + length);
            }
            if (position >= to) {
                return -1;
            }
            int wanted = (int) Math.min(length, to - position);
            int given = chunks.applyAsInt(wanted);
            bytes.copy(position, buffer, offset, given);
            position += given;
            bytesRead += given;
            return given;
        }

        @Override
        public void close() {
            if (!closed) {
                open--;
            }
            closed = true;
        }
    }
}
