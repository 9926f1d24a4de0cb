// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.remote.RemoteFile;
import org.jspecify.annotations.Nullable;

/**
 * What is made of the records of a file, in the order of the file; on other threads too, where that is faster. Forward only.
 * Not thread-safe, but {@link #close} may be called from any thread. The caller closes it.
 *
 * <p>Failures are those of the {@link RecordReader} for the same records: {@code MALFORMED_CONTENT} names file, record and
 * byte offset.
 */
public final class MappedRecords implements AutoCloseable {
    private final BufferedRecordReader reader;
    private final RecordMapper mapper;
    private final long lastRecord;
    private final Execution execution;
    private final @Nullable RecordBlocks blocks;

    private final @Nullable RecordFold fold;

    private @Nullable Object @Nullable [] values;
    /** The values of every record, if they are the same. */
    private @Nullable Object @Nullable [] same;

    private @Nullable Object @Nullable [] spare;
    private @Nullable MappedBlock block;
    private boolean hasRecord;
    private @Nullable DingTalkException failure;
    private volatile boolean closed;

    MappedRecords(
            RemoteFile file,
            BufferedRecordReader reader,
            RecordMapper mapper,
            long lastRecord,
            Execution execution,
            int blockBytes) {
        this.reader = reader;
        this.mapper = mapper;
        this.fold = mapper.fold();
        this.lastRecord = lastRecord;
        this.execution = execution;
        // What is numbered further on is not known before all that is before it is counted.
        this.blocks = lastRecord == Long.MAX_VALUE && !mapper.choosesByNumber()
                ? new RecordBlocks(file, reader, mapper, execution, blockBytes)
                : null;
    }

    /**
     * Moves to the next record that is not left out, or the last one of the next row; false at the end. Ends for good at
     * the first failure.
     */
    public boolean next() {
        if (failure != null) {
            throw failure;
        }
        try {
            boolean found = lastRecord > 0 && moveToNext();
            values = found ? values : null;
            return found;
        } catch (DingTalkException e) {
            failure = e;
            hasRecord = false;
            block = null;
            throw e;
        }
    }

    private boolean moveToNext() {
        while (true) {
            execution.check();
            if (block != null && !closed && block.next()) {
                take(block);
                return true;
            }
            boolean goesOn = block != null || hasRecord && blocks != null && blocks.begin();
            if (goesOn && blocks != null && !closed) {
                hasRecord = false;
                block = null;
                block = blocks.next();
                continue;
            }
            block = null;
            if (hasRecord && reader.recordNumber() >= lastRecord) {
                return false;
            }
            hasRecord = false;
            hasRecord = reader.next();
            if (!hasRecord) {
                return false;
            }
            if (map()) {
                return true;
            }
        }
    }

    private boolean map() {
        if (same != null) {
            values = same;
            return true;
        }
        @Nullable Object[] next = spare == null ? new @Nullable Object[mapper.width()] : spare;
        boolean passes = mapper.map(reader, next);
        spare = passes && fold == null ? null : next;
        if (passes) {
            values = fold == null ? next : fold.rowOf(next);
            same = mapper.isSameForAll() ? values : null;
        }
        return passes;
    }

    private void take(MappedBlock from) {
        @Nullable Object[] made = from.values();
        if (made == null) {
            values = same;
        } else if (fold != null) {
            values = made;
        } else if (blocks != null) {
            mapper.renumber(made, blocks.recordsBefore());
            values = made;
        }
    }

    /**
     * What was made of the current record, or of several if the mapper has a {@link RecordMapper#fold}. The array is the
     * same for several records if their values are.
     */
    public @Nullable Object[] values() {
        if (values == null) {
            throw new IllegalStateException("There is no current record");
        }
        return values;
    }

    /** 1-based, of the current record. */
    public long recordNumber() {
        return block == null || blocks == null ? reader.recordNumber() : blocks.recordsBefore() + block.number();
    }

    /** Offset in the file of the current record's first byte, 0-based. */
    public long byteOffset() {
        return block == null ? reader.byteOffset() : block.byteOffset();
    }

    /** What reads in blocks, for tests; null if nothing does. */
    @Nullable
    RecordBlocks blocks() {
        return blocks;
    }

    /** Stops the reading at once. No effect the second time. */
    @Override
    public void close() {
        closed = true;
        reader.close();
        if (blocks != null) {
            blocks.close();
        }
    }
}
