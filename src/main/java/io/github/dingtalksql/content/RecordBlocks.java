// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.remote.RemoteFile;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Maps the records of a file on several threads where so many bytes have arrived that the reader is behind: in blocks, which
 * are given in the order of the file.
 *
 * <p>What record a byte belongs to is told by what is before it, so where a block ends is a guess ({@link BlockEnd}). It is
 * right if whoever cuts the block finds that its last record ends there. If not, and at every failure, what remains is put
 * back and read record by record, with the same result and the same errors as without blocks. All methods but {@link #close}
 * belong to the thread that reads.
 */
final class RecordBlocks {
    static final int BLOCK_BYTES = 512 * 1024;

    /** Blocks that may wait or be worked on at one time, beside the one that is given. */
    private static final int MOST_BLOCKS = 4;

    /** Each of them wants 32 MiB of what the JVM may have: a block, and the rows that are made of it. */
    private static final int HEAP_SHIFT = 25;

    private static final long FIRST_PAUSE_BYTES = 4 * 1024 * 1024;
    private static final byte[] NONE = {};

    private enum State {
        NEW,
        RUNNING,
        DONE
    }

    private static final class Work {
        final MappedBlock block;
        State state = State.NEW;

        Work(MappedBlock block) {
            this.block = block;
        }
    }

    private final RemoteFile file;
    private final BufferedRecordReader reader;
    private final RecordMapper mapper;
    private final Execution execution;
    private final int blockBytes;
    private final int heapBlocks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition done = lock.newCondition();
    private final ArrayDeque<Work> queue = new ArrayDeque<>();
    private final ArrayDeque<MappedBlock> idle = new ArrayDeque<>();
    private final BooleanSupplier isClosed;
    private volatile boolean closed;

    private @Nullable RecordCutting cutting;
    private @Nullable MappedBlock given;
    /** Read of the file, but in no block yet. */
    private byte[] carried = NONE;

    private long recordsBefore;
    private long begun = -1;
    private long firstNumber;
    /** Offset in the file up to which records were given. */
    private long takenTo;

    private long notBefore;
    private long pause = FIRST_PAUSE_BYTES;
    private @Nullable DingTalkException failure;
    private boolean gaveUp;
    private int blocks;
    private int failures;

    RecordBlocks(
            RemoteFile file, BufferedRecordReader reader, RecordMapper mapper, Execution execution, int blockBytes) {
        this.file = file;
        this.reader = reader;
        this.mapper = mapper;
        this.execution = execution;
        this.blockBytes = blockBytes;
        this.isClosed = () -> closed;
        this.heapBlocks = (int) Math.min(MOST_BLOCKS, Runtime.getRuntime().maxMemory() >> HEAP_SHIFT);
    }

    /** Takes what follows the current record of the reader, if it has arrived; false if the reader shall go on. */
    boolean begin() {
        long at = reader.byteOffset();
        if (at < notBefore) {
            return false;
        }
        long number = reader.recordNumber();
        if (begun < 0) {
            begun = at;
            firstNumber = number;
        }
        takenTo = at;
        notBefore = at + blockBytes / 4;
        if (mostBlocks() == 0
                || haveManyRows(number)
                || !mapper.isDivisible()
                || !reader.input().hasArrived(blockBytes)) {
            return false;
        }
        RecordCutting known = reader.divisible(blockBytes / 2);
        if (known == null) {
            return false;
        }
        cutting = known.behindPlainLines();
        recordsBefore = number;
        carried = reader.takeUnread();
        gaveUp = false;
        return true;
    }

    /** Whether a block is likely to have more records than rows that it may keep, as records were so far. */
    private boolean haveManyRows(long number) {
        return mapper.fold() == null && (number - firstNumber) * blockBytes > (takenTo - begun) * MappedBlock.MOST_ROWS;
    }

    /** The next block, mapped; null if the reader has to go on. Ends the one before. */
    @Nullable
    MappedBlock next() {
        if (given != null) {
            recordsBefore += given.records();
            takenTo = given.end();
            idle.add(given);
            given = null;
        }
        if (!gaveUp) {
            readOn();
        }
        Work first = queue.peekFirst();
        if (first == null) {
            reader.putBack(carried, failure, recordsBefore);
            carried = NONE;
            return null;
        }
        finish(first);
        lock.lock();
        try {
            queue.removeFirst();
        } finally {
            lock.unlock();
        }
        given = first.block;
        blocks++;
        if (!first.block.isComplete()) {
            execution.check();
            giveUp(first.block);
        }
        return first.block;
    }

    /** How many records are before the first one of the block that was given. */
    long recordsBefore() {
        return recordsBefore;
    }

    /** Who has taken little may be about to stop: no more is read ahead for it than half of that. */
    private int mostBlocks() {
        return (int) Math.min(heapBlocks, (takenTo - begun) / (2L * blockBytes));
    }

    /** Makes blocks of what has arrived. */
    private void readOn() {
        while (queue.size() < mostBlocks() && reader.input().hasArrived(blockBytes)) {
            MappedBlock block = idle.isEmpty() ? newBlock() : idle.removeFirst();
            byte[] bytes = block.bytes();
            long offset = reader.input().position() - carried.length;
            int length = fill(bytes);
            int end = length < blockBytes ? -1 : requireCutting().lastEnd(bytes, length);
            carried = Arrays.copyOfRange(bytes, Math.max(0, end), length);
            if (end < 0) {
                stop();
                return;
            }
            block.begin(end, offset);
            add(new Work(block));
        }
    }

    private MappedBlock newBlock() {
        return new MappedBlock(new BlockReader(requireCutting(), reader.etag()), mapper, blockBytes);
    }

    private RecordCutting requireCutting() {
        if (cutting == null) {
            throw new IllegalStateException("begin() first");
        }
        return cutting;
    }

    /** Less than a block if the reading ends, or fails, as it then does for the reader when it comes there. */
    private int fill(byte[] bytes) {
        int length = carried.length;
        System.arraycopy(carried, 0, bytes, 0, length);
        try {
            int read = 0;
            while (length < blockBytes && read >= 0) {
                read = reader.input().read(bytes, length, blockBytes - length);
                length += Math.max(0, read);
            }
        } catch (DingTalkException e) {
            failure = e;
        }
        return length;
    }

    private void add(Work work) {
        boolean isFirst;
        lock.lock();
        try {
            isFirst = queue.isEmpty();
            queue.addLast(work);
        } finally {
            lock.unlock();
        }
        // The first is for this thread.
        if (!isFirst) {
            file.startBeside(this::help);
        }
    }

    private void help() {
        Work work = claim();
        while (work != null) {
            run(work);
            work = claim();
        }
    }

    /** The first block that nobody has begun; null if there is none. */
    private @Nullable Work claim() {
        lock.lock();
        try {
            for (Work work : queue) {
                if (work.state == State.NEW) {
                    work.state = State.RUNNING;
                    return work;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void run(Work work) {
        try {
            work.block.map(isClosed);
        } finally {
            lock.lock();
            try {
                work.state = State.DONE;
                done.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits for the others only if there is nothing else to do. */
    private void finish(Work first) {
        while (!isDone(first)) {
            Work mine = claim();
            if (mine == null) {
                await(first);
            } else {
                run(mine);
            }
        }
    }

    private boolean isDone(Work work) {
        lock.lock();
        try {
            return work.state == State.DONE;
        } finally {
            lock.unlock();
        }
    }

    private void await(Work work) {
        lock.lock();
        try {
            while (work.state != State.DONE) {
                done.await();
            }
        } catch (InterruptedException e) {
            throw execution.interrupted();
        } finally {
            lock.unlock();
        }
    }

    /** Puts back all that is behind the last record of the block. */
    private void giveUp(MappedBlock block) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.writeBytes(block.rest());
        lock.lock();
        try {
            for (Work work : queue) {
                rest.writeBytes(work.block.whole());
            }
            queue.clear();
        } finally {
            lock.unlock();
        }
        rest.writeBytes(carried);
        carried = rest.toByteArray();
        stop();
    }

    private void stop() {
        gaveUp = true;
        failures++;
        notBefore = reader.input().position() + pause;
        pause = Math.min(pause * 2, 1L << 40);
    }

    /** How many blocks were given, for tests. */
    int blocks() {
        return blocks;
    }

    /** How often the rest was put back because blocks did not fit, for tests. */
    int failures() {
        return failures;
    }

    void close() {
        closed = true;
    }
}
