// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.math.BigDecimal;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Numbers as they are usually written, read from ASCII bytes. */
public final class PlainNumbers {
    /** Stands for whatever is not that plain. */
    public static final long NONE = Long.MIN_VALUE;

    /** Any number of so many digits fits in a {@code long}, and is not {@link #NONE}. */
    private static final int MOST_DIGITS = 18;

    private static final long[] POWERS =
            LongStream.iterate(1, power -> power * 10).limit(MOST_DIGITS + 1L).toArray();

    private PlainNumbers() {}

    /**
     * A number times 10^{@code scale}: digits, a minus sign before them if it is negative, a point and more digits behind
     * them if it is no whole number.
     *
     * @return {@link #NONE} if it has anything else, more than one digit before the point of which the first is a zero, more
     *     digits behind it than {@code scale}, or if the result has more than 18 digits
     */
    static long scaled(byte[] bytes, int from, int to, int scale) {
        boolean isNegative = from < to && bytes[from] == '-';
        int first = isNegative ? from + 1 : from;
        if (to - first > MOST_DIGITS || scale > MOST_DIGITS) {
            return NONE;
        }
        long value = 0;
        int at = first;
        for (; at < to && isDigit(bytes[at]); at++) {
            value = value * 10 + (bytes[at] - '0');
        }
        int whole = at - first;
        int fraction = 0;
        if (at < to) {
            if (bytes[at] != '.') {
                return NONE;
            }
            fraction = to - at - 1;
            for (at++; at < to && isDigit(bytes[at]); at++) {
                value = value * 10 + (bytes[at] - '0');
            }
            if (at < to || fraction == 0) {
                return NONE;
            }
        }
        boolean isCode = whole > 1 && bytes[first] == '0';
        if (whole == 0 || isCode || fraction > scale || whole + scale > MOST_DIGITS) {
            return NONE;
        }
        for (int zeros = scale - fraction; zeros > 0; zeros--) {
            value *= 10;
        }
        return isNegative ? -value : value;
    }

    /**
     * A number of {@code scale} digits behind the point.
     *
     * @param scaled the number times 10^{@code scale}
     * @return null if it is {@link #NONE}, or has more digits than {@code precision}
     */
    public static @Nullable BigDecimal decimal(long scaled, int precision, int scale) {
        if (scaled == NONE || precision < POWERS.length && Math.abs(scaled) >= POWERS[precision]) {
            return null;
        }
        return BigDecimal.valueOf(scaled, scale);
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }
}
