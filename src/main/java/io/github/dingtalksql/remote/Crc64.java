// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

/**
 * CRC-64/XZ (ECMA-182, reflected), as OSS sends in {@code x-oss-hash-crc64ecma}. Eight bytes a step. Not thread-safe.
 */
public final class Crc64 {
    private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
    private static final long[][] TABLES = tables();

    private long crc = -1;

    /** Goes on with these bytes. */
    public void update(byte[] bytes, int offset, int length) {
        long value = crc;
        int at = offset;
        int end = offset + length;
        while (end - at >= 8) {
            value = TABLES[7][(int) (value ^ bytes[at]) & 0xff]
                    ^ TABLES[6][(int) (value >>> 8 ^ bytes[at + 1]) & 0xff]
                    ^ TABLES[5][(int) (value >>> 16 ^ bytes[at + 2]) & 0xff]
                    ^ TABLES[4][(int) (value >>> 24 ^ bytes[at + 3]) & 0xff]
                    ^ TABLES[3][(int) (value >>> 32 ^ bytes[at + 4]) & 0xff]
                    ^ TABLES[2][(int) (value >>> 40 ^ bytes[at + 5]) & 0xff]
                    ^ TABLES[1][(int) (value >>> 48 ^ bytes[at + 6]) & 0xff]
                    ^ TABLES[0][(int) (value >>> 56 ^ bytes[at + 7]) & 0xff];
            at += 8;
        }
        for (; at < end; at++) {
            value = value >>> 8 ^ TABLES[0][(int) (value ^ bytes[at]) & 0xff];
        }
        crc = value;
    }

    /** Of all bytes so far: unsigned decimal, as in the header. */
    public String decimal() {
        return Long.toUnsignedString(~crc);
    }

    private static long[][] tables() {
        long[][] tables = new long[8][256];
        for (int i = 0; i < 256; i++) {
            long value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ POLYNOMIAL;
            }
            tables[0][i] = value;
        }
        for (int table = 1; table < 8; table++) {
            for (int i = 0; i < 256; i++) {
                long before = tables[table - 1][i];
                tables[table][i] = before >>> 8 ^ tables[0][(int) before & 0xff];
            }
        }
        return tables;
    }
}
