// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.Transfers;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The ranges of one stream between the transfers that fill them and the reader that takes them in order. The lock is
 * never held during I/O.
 */
final class RangeQueue {
    /** What the reader finds at the front. */
    enum Front {
        NOTHING,
        BYTES,
        DONE,
        STALLED,
        FAILED
    }

    private static final int LEAST_CHUNKS = 2;
    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Transfers transfers;
    private final LongSupplier nanoTime;
    private final int mostLent;
    private final StreamSum sum;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition drained = lock.newCondition();
    private final ArrayDeque<RangeBuffer> ranges = new ArrayDeque<>();

    private long next;
    private long end;
    private boolean lengthKnown;
    private boolean single;
    private boolean closed;
    private boolean waitsForAnyByte;
    /** Chunks with bytes, and how many there may be: what the ranges are allowed together. */
    private int held;

    private int allowance;
    private long waitedNanos;

    /**
     * @param rangeSize bytes of memory at most for each range, but one chunk at least; longer ones share it
     * @param sum is told of every chunk that has been read
     */
    RangeQueue(Transfers transfers, LongSupplier nanoTime, int rangeSize, StreamSum sum, long from, long to) {
        this.transfers = transfers;
        this.nanoTime = nanoTime;
        this.mostLent = chunks(rangeSize);
        this.sum = sum;
        this.next = from;
        this.end = to;
    }

    /** Waits until the reader can do something. Ends on abort of {@code reader} and on interrupt. */
    Front awaitFront(Execution reader) {
        lock.lock();
        try {
            boolean hasLooked = false;
            while (true) {
                reader.check();
                requireOpen();
                RangeBuffer front = ranges.peekFirst();
                if (front == null) {
                    return Front.NOTHING;
                }
                if (front.hasBytes()) {
                    return Front.BYTES;
                }
                switch (front.state) {
                    case COMPLETE -> {
                        return Front.DONE;
                    }
                    case STALLED -> {
                        return Front.STALLED;
                    }
                    case FAILED -> {
                        return Front.FAILED;
                    }
                    case RUNNING -> {
                        awaitArrival(reader, hasLooked);
                        hasLooked = true;
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Bytes come in pieces of a few KiB. To wake the reader for each costs more than to read it, so it is woken for full
     * chunks, and looks by itself after a moment; if nothing has come by then, it is woken for the first piece.
     */
    private void awaitArrival(Execution reader, boolean hasLooked) {
        long begun = nanoTime.getAsLong();
        try {
            if (hasLooked) {
                waitsForAnyByte = true;
                arrived.await();
            } else {
                arrived.awaitNanos(MOMENT_NANOS);
            }
        } catch (InterruptedException e) {
            throw reader.interrupted();
        } finally {
            waitsForAnyByte = false;
        }
        waitedNanos += nanoTime.getAsLong() - begun;
    }

    /** Whether {@code count} bytes are there, one behind the other from the front on. */
    boolean hasArrived(int count) {
        lock.lock();
        try {
            long arrived = 0;
            for (RangeBuffer range : ranges) {
                arrived += range.unread();
                if (arrived >= count || range.state != RangeBuffer.State.COMPLETE) {
                    break;
                }
            }
            return arrived >= count;
        } finally {
            lock.unlock();
        }
    }

    /** Copies what is at the front; call after {@link Front#BYTES}. */
    int take(byte[] buffer, int offset, int length) {
        lock.lock();
        try {
            requireOpen();
            RangeBuffer front = Objects.requireNonNull(ranges.peekFirst());
            RangeBuffer.Chunk chunk = Objects.requireNonNull(front.chunks.peekFirst());
            int count = Math.min(length, chunk.filled - chunk.taken);
            System.arraycopy(chunk.bytes, chunk.taken, buffer, offset, count);
            chunk.taken += count;
            if (chunk.taken == Transfers.CHUNK) {
                sum.add(front, chunk);
                transfers.putChunk(front.chunks.removeFirst().bytes);
                held--;
                drained.signalAll();
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Removes the range at the front, and answers it; call after {@link Front#DONE}. */
    RangeBuffer retire() {
        lock.lock();
        try {
            RangeBuffer front = ranges.removeFirst();
            for (RangeBuffer.Chunk chunk : front.chunks) {
                sum.add(front, chunk);
                transfers.putChunk(chunk.bytes);
            }
            sum.addRange(front);
            held -= front.chunks.size();
            leave(front);
            drained.signalAll();
            return front;
        } finally {
            lock.unlock();
        }
    }

    /** What the others hold beyond their own allowances stays lent, to the next one. */
    private void leave(RangeBuffer front) {
        RangeBuffer next = ranges.peekFirst();
        int kept = next == null ? 0 : Math.min(front.allowance, Math.max(0, held - (allowance - front.allowance)));
        if (next != null) {
            next.allowance += kept;
        }
        front.allowance -= kept;
        allowance -= front.allowance;
        giveBack(front);
    }

    /** The range at the front, running again; call after {@link Front#STALLED}. */
    RangeBuffer resumeFront() {
        lock.lock();
        try {
            RangeBuffer front = Objects.requireNonNull(ranges.peekFirst());
            front.state = RangeBuffer.State.RUNNING;
            return front;
        } finally {
            lock.unlock();
        }
    }

    DingTalkException failure() {
        lock.lock();
        try {
            RangeBuffer front = ranges.peekFirst();
            DingTalkException failure = front == null ? null : front.failure;
            return failure == null ? new DingTalkException(ErrorCode.INTERNAL, "No failure to report") : failure;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds the next range of at most {@code size} bytes.
     *
     * @param ahead whether others are before it: then only with lent memory, and only when the length is known
     * @return null if there is none, or no memory for it
     */
    @Nullable
    RangeBuffer addNext(int size, boolean ahead) {
        lock.lock();
        try {
            requireOpen();
            if (single || next >= end || ahead && !lengthKnown) {
                return null;
            }
            long to = Math.min(end, next + size);
            int chunks = Math.min(mostLent, chunks(to - next));
            boolean lent = transfers.lend(chunks);
            if (ahead && !lent) {
                return null;
            }
            RangeBuffer range = new RangeBuffer(next, to, lent ? chunks : LEAST_CHUNKS, lent);
            ranges.addLast(range);
            allowance += range.allowance;
            next = to;
            drained.signalAll();
            return range;
        } finally {
            lock.unlock();
        }
    }

    private static int chunks(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, (bytes + Transfers.CHUNK - 1) / Transfers.CHUNK);
    }

    /** Offset of the first byte that no range was made for. */
    long asked() {
        lock.lock();
        try {
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** How many bytes no range was made for; very many if the end is not known. */
    long left() {
        lock.lock();
        try {
            return end - next;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return ranges.size();
        } finally {
            lock.unlock();
        }
    }

    /** Whether at least half of the range at the front is consumed. */
    boolean isFrontHalfRead(long position) {
        lock.lock();
        try {
            RangeBuffer front = ranges.peekFirst();
            return front == null || (position - front.from) * 2 > front.to - front.from;
        } finally {
            lock.unlock();
        }
    }

    /** How long the reader has waited for bytes since the last call. */
    long takeWaitedNanos() {
        lock.lock();
        try {
            long waited = waitedNanos;
            waitedNanos = 0;
            return waited;
        } finally {
            lock.unlock();
        }
    }

    boolean isFront(RangeBuffer range) {
        lock.lock();
        try {
            return ranges.peekFirst() == range;
        } finally {
            lock.unlock();
        }
    }

    /** An answer has been checked: the total may be known now, and a whole body may go on beyond its range. */
    void answered(RangeBuffer range, RangeBody body, long total) {
        lock.lock();
        try {
            if (total >= 0) {
                lengthKnown = true;
                end = Math.min(end, total);
            }
            boolean last = ranges.peekLast() == range;
            if (body.isWhole() && last) {
                single = true;
                range.to = Math.min(end, body.end());
                end = range.to;
                return;
            }
            range.to = Math.min(range.to, end);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Where the transfer of {@code range} may write; waits while the reader is behind. An abort of {@code scope} ends
     * the wait, since a reader that is told so may never read again.
     *
     * @return null if the queue is closed
     */
    RangeBuffer.@Nullable Chunk room(RangeBuffer range, Execution scope) {
        lock.lock();
        try {
            while (!closed && !hasRoom(range)) {
                scope.check();
                drained.awaitUninterruptibly();
            }
            if (closed) {
                return null;
            }
            RangeBuffer.Chunk last = range.chunks.peekLast();
            if (last == null || last.filled == Transfers.CHUNK) {
                last = new RangeBuffer.Chunk(transfers.takeChunk());
                range.chunks.addLast(last);
                held++;
            }
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** Whoever is at the front always gets somewhere, whatever the others hold. */
    private boolean hasRoom(RangeBuffer range) {
        return range.hasRoom() || held < allowance || range == ranges.peekFirst() && range.chunks.size() < LEAST_CHUNKS;
    }

    void filled(RangeBuffer range, RangeBuffer.Chunk chunk, int count) {
        boolean isFull = chunk.filled + count == Transfers.CHUNK;
        long chunkOffset = range.received - chunk.filled - range.from;
        boolean isInSum = isFull && sum.addToRange(range, chunkOffset, chunk.bytes);
        lock.lock();
        try {
            chunk.isInSumOfRange = isInSum;
            chunk.filled += count;
            boolean wasHalf = range.isHalfReceived();
            range.received += count;
            // Half of a range is when the reader asks for the next one.
            if (waitsForAnyByte || chunk.filled == Transfers.CHUNK || wasHalf != range.isHalfReceived()) {
                arrived.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The end of the file came where no length had told. */
    void ended(RangeBuffer range) {
        lock.lock();
        try {
            range.to = range.received;
            end = range.received;
        } finally {
            lock.unlock();
        }
    }

    /** @param pace how it came, if one answer brought all of it */
    void completed(RangeBuffer range, @Nullable Pace pace) {
        lock.lock();
        try {
            range.pace = pace;
            settle(range, RangeBuffer.State.COMPLETE, null);
        } finally {
            lock.unlock();
        }
    }

    void failed(RangeBuffer range, DingTalkException failure) {
        settle(range, RangeBuffer.State.FAILED, failure);
    }

    /** Puts a failed transfer off unless the reader waits for it; answers whether it was put off. */
    boolean stallUnlessFront(RangeBuffer range) {
        lock.lock();
        try {
            if (ranges.peekFirst() == range) {
                return false;
            }
            range.state = RangeBuffer.State.STALLED;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void settle(RangeBuffer range, RangeBuffer.State state, @Nullable DingTalkException failure) {
        lock.lock();
        try {
            range.failure = failure;
            range.state = state;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes everybody who waits, because something outside changed. */
    void wake() {
        lock.lock();
        try {
            arrived.signalAll();
            drained.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Gives the memory back. A chunk that a transfer may still be writing is left to the collector. */
    void close() {
        lock.lock();
        try {
            closed = true;
            for (RangeBuffer range : ranges) {
                giveBack(range);
            }
            ranges.clear();
            arrived.signalAll();
            drained.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(RangeBuffer range) {
        if (range.lent) {
            range.lent = false;
            transfers.giveBack(range.allowance);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new DingTalkException(ErrorCode.INVALID_STATE, "The stream is closed");
        }
    }
}
