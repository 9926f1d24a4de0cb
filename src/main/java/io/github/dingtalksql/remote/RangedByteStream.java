// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.Transfers;
import io.github.dingtalksql.remote.RangeTransfer.FileReading;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Reads ranges in parallel and gives their bytes in order, as they arrive. All I/O is on the threads of the transfers,
 * so that the reader can be cancelled and interrupted at any time.
 */
final class RangedByteStream implements ByteStream {
    /** How many times what the reader has consumed may be asked for ahead of it: it may be about to stop. */
    private static final int MOST_AHEAD = 16;

    private final FileReading file;
    private final Transfers transfers;
    private final Execution execution;
    /** Ends with the execution or with {@link #close}, whichever is first. */
    private final Execution scope;

    private final RangeQueue queue;
    private final TransferWindow window;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final long from;
    private final StreamSum sum;
    private volatile Execution.@Nullable Registration registration;
    private long position;

    private boolean ended;
    private @Nullable DingTalkException failure;

    RangedByteStream(
            FileReading file,
            Transfers transfers,
            Execution execution,
            RangeQueue queue,
            TransferWindow window,
            StreamSum sum,
            long from) {
        this.file = file;
        this.transfers = transfers;
        this.execution = execution;
        this.scope = execution.part();
        this.queue = queue;
        this.window = window;
        this.sum = sum;
        this.from = from;
        this.position = from;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (failure != null) {
            throw failure;
        }
        if (length == 0) {
            return 0;
        }
        if (ended) {
            return -1;
        }
        begin();
        try {
            return next(buffer, offset, length);
        } catch (DingTalkException e) {
            failure = e;
            close();
            throw e;
        }
    }

    @Override
    public boolean hasArrived(int count) {
        return queue.hasArrived(count);
    }

    @Override
    public @Nullable Crc64 crc64() {
        return sum.ofAll(position - from);
    }

    private void begin() {
        if (registration != null) {
            return;
        }
        scope.onAbort(queue::wake);
        registration = execution.onAbort(() -> scope.abort(ErrorCode.CANCELLED, "The statement has ended"));
        if (closed.get()) {
            release();
        }
    }

    private int next(byte[] buffer, int offset, int length) {
        while (true) {
            switch (queue.awaitFront(execution)) {
                case BYTES -> {
                    int count = queue.take(buffer, offset, length);
                    position += count;
                    readAhead();
                    return count;
                }
                case DONE -> {
                    RangeBuffer done = queue.retire();
                    window.consumed(done.received - done.from, queue.takeWaitedNanos(), done.pace);
                    readAhead();
                }
                case STALLED -> {
                    window.shrink();
                    start(queue.resumeFront());
                }
                case FAILED -> throw queue.failure();
                case NOTHING -> {
                    RangeBuffer range = queue.addNext(window.nextRange(queue.left()), false);
                    if (range == null) {
                        return atEnd();
                    }
                    window.begun();
                    start(range);
                }
            }
        }
    }

    private void readAhead() {
        if (window.size() == 1 && queue.isFrontHalfRead(position)) {
            window.goesOn();
        }
        while (queue.size() > 0 && queue.size() < window.size()) {
            int size = window.nextRange(queue.left());
            boolean isFar = queue.asked() + size - position > MOST_AHEAD * (position - from);
            RangeBuffer range = isFar ? null : queue.addNext(size, true);
            if (range == null) {
                return;
            }
            window.begun();
            start(range);
        }
    }

    private void start(RangeBuffer range) {
        transfers.start(new RangeTransfer(file, queue, range, scope));
    }

    private int atEnd() {
        ended = true;
        close();
        String expected = file.pin().crc64();
        Crc64 crc = from == 0 && position == file.pin().total() ? sum.ofAll(position) : null;
        if (expected != null && crc != null && !expected.equals(crc.decimal())) {
            throw new DingTalkException(
                    ErrorCode.BROKEN_STREAM,
                    "Reading " + file.name() + " failed: the CRC-64 of its " + position
                            + " bytes is not the one that the object store gave. Run the query again.");
        }
        return -1;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        scope.abort(ErrorCode.INVALID_STATE, "The stream is closed");
        queue.close();
        release();
    }

    private void release() {
        Execution.Registration own = registration;
        if (own != null) {
            own.close();
        }
    }
}
