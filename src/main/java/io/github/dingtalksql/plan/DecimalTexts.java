// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.calcite.linq4j.tree.Primitive;
import org.jspecify.annotations.Nullable;

/**
 * {@code CAST(text AS DECIMAL(p, s))}, as Calcite does it, in less time for a number as it is usually written: digits, a
 * point, and no more of them than fit. A few characters with an exponent are not written out to a billion zeros. Public because generated code calls it; not meant for anybody else.
 */
public final class DecimalTexts {
    /** Any number of so many digits fits in a {@code long}. */
    private static final int MOST_DIGITS = 18;

    /** No DECIMAL has so many. */
    private static final long MOST_ZEROS = 1000;

    private static final long[] POWERS = powers();

    private DecimalTexts() {}

    private static long[] powers() {
        long[] powers = new long[MOST_DIGITS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    /** As {@link Primitive#charToDecimalCast(String, int, int, RoundingMode)}, whatever the text is. */
    public static @Nullable Object cast(@Nullable String text, int precision, int scale, RoundingMode rounding) {
        BigDecimal plain = text == null ? null : plain(text, precision, scale);
        if (plain != null) {
            return plain;
        }
        boolean isSmall = text != null && hasExponent(text) && isFarBelow(text.trim(), precision, scale);
        return Primitive.charToDecimalCast(isSmall ? "0" : text, precision, scale, rounding);
    }

    /** The same of what a scan gives for a {@link ScanColumn#decimal}: a text, or the number that it is cast to. */
    public static @Nullable Object castIfText(Object textOrNumber, int precision, int scale, RoundingMode rounding) {
        return textOrNumber instanceof BigDecimal
                ? textOrNumber
                : cast((String) textOrNumber, precision, scale, rounding);
    }

    private static boolean hasExponent(String text) {
        return text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
    }

    /** Whether a number is as good as 0. One that is far too large fails here, as Calcite would after its zeros. */
    private static boolean isFarBelow(String text, int precision, int scale) {
        BigDecimal number = new BigDecimal(text);
        long wholeDigits = (long) number.precision() - number.scale();
        if (number.signum() != 0 && wholeDigits > MOST_ZEROS) {
            throw new ArithmeticException(
                    "Value " + number + " cannot be represented as a DECIMAL(" + precision + ", " + scale + ")");
        }
        return number.signum() == 0 || wholeDigits < -scale - MOST_ZEROS;
    }

    /** Null for whatever is not that plain. */
    private static @Nullable BigDecimal plain(String text, int precision, int scale) {
        int length = text.length();
        boolean isNegative = length > 0 && text.charAt(0) == '-';
        int point = length;
        int first = isNegative ? 1 : 0;
        if (length - first > MOST_DIGITS) {
            return null;
        }
        long digits = 0;
        for (int i = first; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
            } else if (digit == '.' - '0' && point == length) {
                point = i;
            } else {
                return null;
            }
        }
        int fraction = Math.max(0, length - point - 1);
        int whole = point - first;
        boolean hasDigits = whole + fraction > 0;
        if (!hasDigits || fraction > scale || whole > precision - scale || whole + scale > MOST_DIGITS) {
            return null;
        }
        long unscaled = digits * POWERS[scale - fraction];
        return BigDecimal.valueOf(isNegative ? -unscaled : unscaled, scale);
    }
}
