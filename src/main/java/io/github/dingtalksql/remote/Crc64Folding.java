// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * Makes long messages short without changing their CRC-64, a few exclusive ors of whole words for each word, which the JVM
 * does for eight words at once.
 *
 * <p>With x^-1 = z, the sum of z^9, z^11, z^22 … z^152 (those of {@link #fold}, each divided by 512) is 1 modulo the
 * polynomial of the CRC; squaring both sides nine times says the same of z^(512 · 9), z^(512 · 11) and so on. So a word may
 * be left out if it is added, by exclusive or, to the words that stand 72, 88, 176 … 1216 words behind it. What remains are
 * the last {@link #WORDS} words. Not thread-safe.
 */
final class Crc64Folding {
    /** What remains of a message: as far as the last exponent reaches. */
    static final int WORDS = 1216;

    private static final int BLOCK = 2048;
    private static final int[] LAGS = {72, 88, 176, 208, 224, 280, 312, 464, 928, 936, 1088, 1128, WORDS};

    /** The last words that were folded, and behind them the ones to fold. */
    private final long[] words = new long[WORDS + BLOCK];
    /** The last words that came. They are folded when others come: what they are added to is behind them. */
    private final long[] last = new long[WORDS];

    private boolean isEmpty;
    private long before;

    /** @param crc of what is before the first word */
    void begin(long crc) {
        Arrays.fill(words, 0, WORDS, 0);
        isEmpty = true;
        before = crc;
    }

    /** @param count how many words of eight bytes, little-endian: at least {@link #WORDS} */
    void add(byte[] bytes, int offset, int count) {
        LongBuffer from = ByteBuffer.wrap(bytes, offset, count * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer();
        if (!isEmpty) {
            System.arraycopy(last, 0, words, WORDS, WORDS);
            fold(WORDS);
        }
        for (int left = count - WORDS; left > 0; left -= BLOCK) {
            int block = Math.min(BLOCK, left);
            from.get(words, WORDS, block);
            addBefore(words, WORDS);
            fold(block);
        }
        from.get(last, 0, WORDS);
        addBefore(last, 0);
    }

    private void addBefore(long[] first, int at) {
        if (isEmpty) {
            isEmpty = false;
            first[at] ^= before;
        }
    }

    private void fold(int count) {
        fold(words, WORDS + count);
        System.arraycopy(words, count, words, 0, WORDS);
    }

    /**
     * Nothing more will come.
     *
     * @return {@link #WORDS} words, the first of them at index {@code WORDS}, whose CRC, begun with 0, is that of all
     */
    long[] end() {
        System.arraycopy(last, 0, words, WORDS, WORDS);
        for (int lag : LAGS) {
            add(words, lag);
        }
        return words;
    }

    private static void fold(long[] v, int end) {
        for (int i = WORDS; i < end; i++) {
            v[i] ^= v[i - 72]
                    ^ v[i - 88]
                    ^ v[i - 176]
                    ^ v[i - 208]
                    ^ v[i - 224]
                    ^ v[i - 280]
                    ^ v[i - 312]
                    ^ v[i - 464]
                    ^ v[i - 928]
                    ^ v[i - 936]
                    ^ v[i - 1088]
                    ^ v[i - 1128]
                    ^ v[i - 1216];
        }
    }

    /** Adds the words that were folded last to the ones that remain, so far as they reach them. */
    private static void add(long[] v, int lag) {
        for (int i = WORDS; i < WORDS + lag; i++) {
            v[i] ^= v[i - lag];
        }
    }
}
