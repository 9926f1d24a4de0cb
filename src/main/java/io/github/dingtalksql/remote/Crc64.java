// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * CRC-64/XZ (ECMA-182, reflected), as OSS sends in {@code x-oss-hash-crc64ecma}. Sixteen bytes a step, or by
 * {@link Crc64Folding}. Sums of parts, made on several threads, can be joined ({@link #append}). Not
 * thread-safe.
 */
public final class Crc64 {
    private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
    private static final int STEP = 16;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** What a byte becomes with 0, 1, 2 … 15 bytes behind it: 256 entries for each of these. */
    private static final long[] TABLES = tables();

    /** What each bit becomes with 1, 2, 4, 8 … zeros behind it: 64 entries for each of these. */
    private static final long[][] ZEROS = zeros();

    private long crc = -1;

    /** Goes on with these bytes. */
    public void update(byte[] bytes, int offset, int length) {
        long value = crc;
        int at = offset;
        int end = offset + length;
        for (; end - at >= STEP; at += STEP) {
            long first = value ^ (long) LONGS.get(bytes, at);
            long second = (long) LONGS.get(bytes, at + 8);
            value = eight(first, 8) ^ eight(second, 0);
        }
        for (; at < end; at++) {
            value = value >>> 8 ^ TABLES[(int) (value ^ bytes[at]) & 0xff];
        }
        crc = value;
    }

    /** Goes on with all that was folded since {@link #beginFolding}. */
    void update(Crc64Folding folding) {
        long[] left = folding.end();
        long value = 0;
        for (int i = Crc64Folding.WORDS; i < 2 * Crc64Folding.WORDS; i += 2) {
            value = eight(value ^ left[i], 8) ^ eight(left[i + 1], 0);
        }
        crc = value;
    }

    /** What comes next will be folded: several times as fast, where it is many thousand bytes. */
    void beginFolding(Crc64Folding folding) {
        folding.begin(crc);
    }

    private static long eight(long bytes, int behind) {
        int table = behind << 8;
        return TABLES[table + 0x700 + ((int) bytes & 0xff)]
                ^ TABLES[table + 0x600 + ((int) (bytes >>> 8) & 0xff)]
                ^ TABLES[table + 0x500 + ((int) (bytes >>> 16) & 0xff)]
                ^ TABLES[table + 0x400 + ((int) (bytes >>> 24) & 0xff)]
                ^ TABLES[table + 0x300 + ((int) (bytes >>> 32) & 0xff)]
                ^ TABLES[table + 0x200 + ((int) (bytes >>> 40) & 0xff)]
                ^ TABLES[table + 0x100 + ((int) (bytes >>> 48) & 0xff)]
                ^ TABLES[table + (int) (bytes >>> 56)];
    }

    /** Goes on with {@code length} bytes of which the sum is known. */
    public void append(Crc64 other, long length) {
        long value = ~crc;
        for (int power = 0; length >>> power != 0; power++) {
            if ((length >>> power & 1) != 0) {
                value = times(ZEROS[power], value);
            }
        }
        crc = value ^ other.crc;
    }

    /** Of all bytes so far: unsigned decimal, as in the header. */
    public String decimal() {
        return Long.toUnsignedString(~crc);
    }

    private static long[] tables() {
        long[] tables = new long[STEP * 256];
        for (int i = 0; i < 256; i++) {
            long value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ POLYNOMIAL;
            }
            tables[i] = value;
        }
        for (int i = 256; i < tables.length; i++) {
            long before = tables[i - 256];
            tables[i] = before >>> 8 ^ tables[(int) before & 0xff];
        }
        return tables;
    }

    private static long[][] zeros() {
        long[][] zeros = new long[Long.SIZE][Long.SIZE];
        for (int bit = 0; bit < Long.SIZE; bit++) {
            long value = 1L << bit;
            zeros[0][bit] = value >>> 8 ^ TABLES[(int) value & 0xff];
        }
        for (int power = 1; power < zeros.length; power++) {
            for (int bit = 0; bit < Long.SIZE; bit++) {
                zeros[power][bit] = times(zeros[power - 1], zeros[power - 1][bit]);
            }
        }
        return zeros;
    }

    private static long times(long[] bits, long value) {
        long sum = 0;
        for (long left = value; left != 0; left &= left - 1) {
            sum ^= bits[Long.numberOfTrailingZeros(left)];
        }
        return sum;
    }
}
