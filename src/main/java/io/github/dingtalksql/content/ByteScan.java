// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at eight bytes at a step, or at 64. A buffer that is scanned must have {@link #PADDING} bytes behind the last one that
 * counts: a step may touch them, and whatever is found there is dropped by the caller.
 */
final class ByteScan {
    static final int PADDING = 64;
    static final long HIGH_BITS = 0x8080808080808080L;

    private static final long LOW_BITS = 0x0101010101010101L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private ByteScan() {}

    static long eightAt(byte[] bytes, int index) {
        return (long) LONGS.get(bytes, index);
    }

    static long repeated(int value) {
        return (value & 0xFFL) * LOW_BITS;
    }

    /**
     * A high bit for each byte of {@code eight} that equals the repeated byte. The lowest set bit is exact; above it
     * there may be false ones. The cheaper of the two, for whoever takes the first hit only.
     */
    static long firstEqual(long eight, long repeated) {
        long zeroWhereEqual = eight ^ repeated;
        return (zeroWhereEqual - LOW_BITS) & ~zeroWhereEqual & HIGH_BITS;
    }

    /** A high bit for each byte that equals the repeated byte, and for no other. */
    static long allEqual(long eight, long repeated) {
        long zeroWhereEqual = eight ^ repeated;
        return ~(((zeroWhereEqual & ~HIGH_BITS) + ~HIGH_BITS) | zeroWhereEqual) & HIGH_BITS;
    }

    /** Which of the eight bytes the lowest set bit belongs to. */
    static int firstIndex(long found) {
        return Long.numberOfTrailingZeros(found) >>> 3;
    }

    /** First index of the repeated byte from {@code from} on; {@code to} if there is none before it. */
    static int indexOf(byte[] bytes, int from, int to, long repeated) {
        for (int index = from; index < to; index += 8) {
            long found = firstEqual(eightAt(bytes, index), repeated);
            if (found != 0) {
                return Math.min(to, index + firstIndex(found));
            }
        }
        return to;
    }

    /** Whether the bytes from {@code from} to {@code to} are all below 0x80. */
    static boolean isAscii(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length <= 0) {
            return true;
        }
        if (length < 16) {
            // How long fields are can hardly be predicted, so this has no branch for it.
            int first = Math.min(length, 8);
            long high = eightAt(bytes, from) & -1L >>> 64 - first * 8;
            return ((high | eightAt(bytes, from + 8) & (1L << (length - first) * 8) - 1) & HIGH_BITS) == 0;
        }
        int index = from;
        for (; index <= to - 8; index += 8) {
            if ((eightAt(bytes, index) & HIGH_BITS) != 0) {
                return false;
            }
        }
        return index >= to || (eightAt(bytes, index) & HIGH_BITS & (1L << (to - index) * 8) - 1) == 0;
    }
}
