// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

/** Reads numbers out of ASCII bytes. */
final class DecimalBytes {
    /** So many digits fit a {@code long}. */
    private static final int MOST_DIGITS = 18;

    private DecimalBytes() {}

    /**
     * The number times ten to the power of {@code scale}; {@link FieldReader#UNTOLD} unless the bytes are an optional
     * minus sign, digits, and maybe a point and at most {@code scale} digits, in all no more than 18 digits once scaled.
     */
    static long scaled(byte[] bytes, int from, int to, int scale) {
        boolean negative = from < to && bytes[from] == '-';
        int at = negative ? from + 1 : from;
        int begin = at;
        long value = 0;
        int most = Math.min(to, at + MOST_DIGITS + 1);
        int digit = 0;
        while (at < most && (digit = bytes[at] - '0') >= 0 && digit <= 9) {
            value = value * 10 + digit;
            at++;
        }
        int digits = at - begin;
        if (digits == 0 || digits > MOST_DIGITS) {
            return FieldReader.UNTOLD;
        }
        int missing = scale;
        if (at < to && bytes[at] == '.') {
            at++;
            int fractionEnd = Math.min(to, at + scale);
            for (; at < fractionEnd && (digit = bytes[at] - '0') >= 0 && digit <= 9; missing--) {
                value = value * 10 + digit;
                at++;
            }
        }
        if (at < to || digits + scale > MOST_DIGITS) {
            return FieldReader.UNTOLD;
        }
        for (; missing > 0; missing--) {
            value *= 10;
        }
        return negative ? -value : value;
    }
}
