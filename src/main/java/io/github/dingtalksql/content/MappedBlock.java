// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A block of a file, and what was made of its records: by one thread at a time, which hands it to the next. Its memory is
 * for one block after the other.
 */
final class MappedBlock {
    private static final int FIRST_ROWS = 64;
    /** Rows take memory, however short the records are. */
    static final int MOST_ROWS = 8 * 1024;

    private static final @Nullable Object[][] NONE = {};

    private final BlockReader reader;
    private final RecordMapper mapper;
    private final @Nullable RecordFold fold;
    private final byte[] bytes;
    private int length;
    private long offset;

    private int records;
    private int following;
    private @Nullable Object @Nullable [] spare;
    private @Nullable Object[][] rows = NONE;
    /** Of each row that is kept: 1-based number in the block, index of the first byte. */
    private int[] numbers = new int[FIRST_ROWS];

    private int[] starts = new int[FIRST_ROWS];
    private int kept;
    private int given;

    MappedBlock(BlockReader reader, RecordMapper mapper, int capacity) {
        this.reader = reader;
        this.mapper = mapper;
        this.fold = mapper.fold();
        this.bytes = new byte[capacity + ByteScan.PADDING];
    }

    /** Where the block is to be written. */
    byte[] bytes() {
        return bytes;
    }

    /** The block has been written. It ends with a line feed, so that a record ends with it unless it is in quotes. */
    void begin(int newLength, long newOffset) {
        length = newLength;
        offset = newOffset;
        // Not the old one again: a collector of generations takes long for references from old arrays to new rows.
        boolean hasRows = fold == null && !mapper.isSameForAll();
        rows = hasRows ? new @Nullable Object[Math.max(FIRST_ROWS, kept + kept / 8)][] : NONE;
        records = 0;
        following = 0;
        kept = 0;
        given = 0;
    }

    /** Makes rows of all records, as far as it gets: a failure is left to whoever knows the number of its record. */
    void map(BooleanSupplier isStopped) {
        try {
            reader.begin(bytes, length, offset);
            if (fold == null) {
                mapEach(isStopped);
            } else {
                mapAll(fold.begin(), isStopped);
            }
        } catch (Throwable e) {
            // Comes again where the rest is read, with the place in the file.
            if (fold != null) {
                // What was added is in no row.
                records = 0;
                following = 0;
                kept = 0;
            }
        }
    }

    private void mapEach(BooleanSupplier isStopped) {
        boolean isSame = mapper.isSameForAll();
        while (kept < MOST_ROWS && !isStopped.getAsBoolean() && reader.next()) {
            if (isSame || keeps()) {
                keep();
            }
            records++;
            following = reader.following();
        }
    }

    /** Makes one row of all records. */
    private void mapAll(RecordFold.Part part, BooleanSupplier isStopped) {
        boolean isSame = mapper.isSameForAll();
        @Nullable Object[] values = new @Nullable Object[mapper.width()];
        boolean hasRow = false;
        try {
            while (!isStopped.getAsBoolean() && reader.next()) {
                if (isSame && hasRow || mapper.map(reader, values)) {
                    part.add(values);
                    hasRow = true;
                    numbers[0] = records + 1;
                    starts[0] = (int) (reader.byteOffset() - offset);
                }
                records++;
                following = reader.following();
            }
        } catch (RuntimeException e) {
            // This record comes again, too; those before it are in the row.
        }
        if (hasRow) {
            rows = new @Nullable Object[][] {part.row()};
            kept = 1;
        }
    }

    private boolean keeps() {
        @Nullable Object[] values = spare == null ? new @Nullable Object[mapper.width()] : spare;
        boolean keeps = mapper.map(reader, values);
        spare = values;
        return keeps;
    }

    private void keep() {
        if (kept == starts.length) {
            numbers = Arrays.copyOf(numbers, kept * 2);
            starts = Arrays.copyOf(starts, kept * 2);
        }
        if (spare != null) {
            if (kept == rows.length) {
                rows = Arrays.copyOf(rows, kept * 2);
            }
            rows[kept] = spare;
            spare = null;
        }
        numbers[kept] = records + 1;
        starts[kept] = (int) (reader.byteOffset() - offset);
        kept++;
    }

    /** How many records were read; the rest begins behind them. */
    int records() {
        return records;
    }

    byte[] whole() {
        return Arrays.copyOf(bytes, length);
    }

    /** What was not read. */
    byte[] rest() {
        return Arrays.copyOfRange(bytes, following, length);
    }

    /** Offset in the file of what is behind the block. */
    long end() {
        return offset + length;
    }

    boolean isComplete() {
        return following == length;
    }

    /** Moves to the next row that was kept. */
    boolean next() {
        if (given == kept) {
            rows = NONE;
            return false;
        }
        given++;
        return true;
    }

    /** The row's values; null if all records have the same. */
    @Nullable
    Object @Nullable [] values() {
        return rows.length == 0 ? null : rows[given - 1];
    }

    /** 1-based, of the row's record, the last one if it has several, counted in the block. */
    int number() {
        return numbers[given - 1];
    }

    /** Offset in the file of the row's record, the last one if it has several. */
    long byteOffset() {
        return offset + starts[given - 1];
    }
}
