// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A CSV file of any length that needs no room: header, then records of a fixed width, each made from its number. No two
 * records are the same, so a misplaced part shows. Bytes are UTF-8, lines end with LF; one record in ten has a quoted
 * field with a comma and doubled quotes. Immutable.
 *
 * <p>Columns: {@code order_id,ordered_on,region,customer,product,quantity,unit_price,amount,note}; {@code order_id} is
 * {@value #FIRST_ORDER_ID} plus the number of the record, {@code quantity} is 1 to 9.
 */
public final class VirtualCsv implements RangeFill {
    /** {@code order_id} of record 0. */
    public static final long FIRST_ORDER_ID = 100_000_000_000L;

    /** Bytes of a record, its line end included. */
    public static final int RECORD_LENGTH = 113;

    private static final String HEADER =
            "order_id,ordered_on,region,customer,product,quantity,unit_price,amount,note\n";
    private static final int HEADER_LENGTH = HEADER.length();
    private static final int BLOCK_RECORDS = 1000;
    private static final int BLOCK_LENGTH = BLOCK_RECORDS * RECORD_LENGTH;
    /** The digits of {@code order_id} that are the same in all records of a block. */
    private static final int BLOCK_DIGITS = 9;

    private static final String[] REGIONS = {"华东", "华北", "华南", "西南"};
    private static final String[] PRODUCTS = {"绿茶", "乌龙茶", "Coffee beans", "Paper cups", "牛奶"};

    private final long length;
    private final byte[] block;

    private VirtualCsv(long length, byte[] block) {
        this.length = length;
        this.block = block;
    }

    /**
     * A file of exactly that many bytes. What does not make a whole record lengthens the last one.
     *
     * @throws IllegalArgumentException if there is no room for the header and one record
     */
    public static VirtualCsv ofLength(long length) {
        if (length < HEADER_LENGTH + RECORD_LENGTH) {
            throw new IllegalArgumentException("shorter than a header and one record: " + length);
        }
        return new VirtualCsv(length, block());
    }

    /** The file as an object. */
    public ObjectBytes bytes() {
        return ObjectBytes.generated("virtual.csv", length, this);
    }

    /** Length in bytes. */
    public long length() {
        return length;
    }

    /** Number of records, the header not counted. */
    public long records() {
        return (length - HEADER_LENGTH) / RECORD_LENGTH;
    }

    /** Offset of a record's first byte; records count from 0. */
    public static long offset(long record) {
        return HEADER_LENGTH + record * RECORD_LENGTH;
    }

    /** A record, line end left out. */
    public String record(long record) {
        long end = record == records() - 1 ? length : offset(record + 1);
        byte[] line = new byte[(int) (end - offset(record)) - 1];
        fill(offset(record), line, line.length);
        return new String(line, StandardCharsets.UTF_8);
    }

    /** {@code quantity} of a record. */
    public static int quantity(long record) {
        return 1 + (int) (record % BLOCK_RECORDS * 7 % 9);
    }

    /** Sum of {@code quantity} over all records. */
    public long quantities() {
        long ofBlock = 0;
        long rest = 0;
        for (int i = 0; i < BLOCK_RECORDS; i++) {
            ofBlock += quantity(i);
            rest += i < records() % BLOCK_RECORDS ? quantity(i) : 0;
        }
        return records() / BLOCK_RECORDS * ofBlock + rest;
    }

    @Override
    public void fill(long offset, byte[] target, int count) {
        int done = 0;
        if (offset < HEADER_LENGTH) {
            done = (int) Math.min(count, HEADER_LENGTH - offset);
            System.arraycopy(HEADER.getBytes(StandardCharsets.US_ASCII), (int) offset, target, 0, done);
        }
        while (done < count) {
            long inRecords = offset + done - HEADER_LENGTH;
            int inBlock = (int) (inRecords % BLOCK_LENGTH);
            int size = Math.min(count - done, BLOCK_LENGTH - inBlock);
            System.arraycopy(block, inBlock, target, done, size);
            number(inRecords / BLOCK_LENGTH, inBlock, target, done, size);
            done += size;
        }
        lengthenLastRecord(offset, target, count);
    }

    /** Writes the block's digits into each of the records that begin or end in this part of it. */
    private static void number(long blockNumber, int inBlock, byte[] target, int at, int size) {
        byte[] digits =
                Long.toString(FIRST_ORDER_ID / BLOCK_RECORDS + blockNumber).getBytes(StandardCharsets.US_ASCII);
        int record = inBlock / RECORD_LENGTH * RECORD_LENGTH - inBlock;
        for (; record < size; record += RECORD_LENGTH) {
            int from = Math.max(0, record);
            int to = Math.min(size, record + BLOCK_DIGITS);
            if (from < to) {
                System.arraycopy(digits, from - record, target, at + from, to - from);
            }
        }
    }

    private void lengthenLastRecord(long offset, byte[] target, int count) {
        long from = offset(records()) - 1;
        if (offset + count <= from) {
            return;
        }
        Arrays.fill(target, (int) Math.max(0, from - offset), count, (byte) 'x');
        if (offset + count == length) {
            target[count - 1] = '\n';
        }
    }

    private static byte[] block() {
        byte[] block = new byte[BLOCK_LENGTH];
        Arrays.fill(block, (byte) '.');
        for (int i = 0; i < BLOCK_RECORDS; i++) {
            byte[] start = start(i).getBytes(StandardCharsets.UTF_8);
            System.arraycopy(start, 0, block, i * RECORD_LENGTH, start.length);
            block[(i + 1) * RECORD_LENGTH - 1] = '\n';
        }
        return block;
    }

    /** A record up to its note, which dots fill up to the width. */
    private static String start(int i) {
        int cents = 100 + i * 37 % 9000;
        int amount = cents * quantity(i);
        String product = PRODUCTS[i % PRODUCTS.length];
        return "%d,2026-%02d-%02d,%s,customer %03d,%s,%d,%d.%02d,%d.%02d,"
                .formatted(
                        FIRST_ORDER_ID + i,
                        1 + i % 12,
                        1 + i % 28,
                        REGIONS[i % REGIONS.length],
                        i * 31 % BLOCK_RECORDS,
                        i % 10 == 3 ? "\"" + product + ", \"\"new\"\"\"" : product,
                        quantity(i),
                        cents / 100,
                        cents % 100,
                        amount / 100,
                        amount % 100);
    }
}
