// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.io.OutputStream;

/**
 * CRC-64 of ECMA-182 in its reflected form (CRC-64/XZ), which OSS sends as {@code x-oss-hash-crc64ecma}. A stream, so
 * that an object can be written through it. Not for several threads at once.
 */
final class Crc64 extends OutputStream {
    private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
    private static final long[][] TABLES = tables();

    private long state = ~0L;

    @Override
    public void write(int b) {
        state = TABLES[0][(int) (state ^ b) & 0xff] ^ (state >>> 8);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        long crc = state;
        int at = offset;
        int end = offset + length;
        for (; at + 8 <= end; at += 8) {
            crc = TABLES[7][(int) (crc ^ bytes[at]) & 0xff]
                    ^ TABLES[6][(int) ((crc >>> 8) ^ bytes[at + 1]) & 0xff]
                    ^ TABLES[5][(int) ((crc >>> 16) ^ bytes[at + 2]) & 0xff]
                    ^ TABLES[4][(int) ((crc >>> 24) ^ bytes[at + 3]) & 0xff]
                    ^ TABLES[3][(int) ((crc >>> 32) ^ bytes[at + 4]) & 0xff]
                    ^ TABLES[2][(int) ((crc >>> 40) ^ bytes[at + 5]) & 0xff]
                    ^ TABLES[1][(int) ((crc >>> 48) ^ bytes[at + 6]) & 0xff]
                    ^ TABLES[0][(int) ((crc >>> 56) ^ bytes[at + 7]) & 0xff];
        }
        for (; at < end; at++) {
            crc = TABLES[0][(int) (crc ^ bytes[at]) & 0xff] ^ (crc >>> 8);
        }
        state = crc;
    }

    /** The checksum of all bytes so far. */
    long value() {
        return ~state;
    }

    /** As the header has it: an unsigned decimal number. */
    static String text(long value) {
        return Long.toUnsignedString(value);
    }

    private static long[][] tables() {
        long[][] tables = new long[8][256];
        for (int n = 0; n < 256; n++) {
            long crc = n;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
            }
            tables[0][n] = crc;
        }
        for (int n = 0; n < 256; n++) {
            for (int k = 1; k < 8; k++) {
                tables[k][n] = tables[0][(int) tables[k - 1][n] & 0xff] ^ (tables[k - 1][n] >>> 8);
            }
        }
        return tables;
    }
}
