// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import org.jspecify.annotations.Nullable;

/**
 * How a number is written. A plus sign, separators of thousands, percent signs and currencies make no number.
 *
 * @param integerDigits digits left of the point
 * @param fractionDigits digits right of the point
 * @param leadingZero whether a zero stands before other digits of the integer: then it is a code
 * @param exponent whether it has one, or is NaN or Infinity
 */
record NumberText(int integerDigits, int fractionDigits, boolean leadingZero, boolean exponent) {
    private static final NumberText SPECIAL = new NumberText(0, 0, false, true);

    /** Null if it is no number. */
    static @Nullable NumberText of(String text) {
        int length = text.length();
        int start = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        int integerEnd = digitsEnd(text, start);
        int at = integerEnd;
        int fraction = 0;
        if (at < length && text.charAt(at) == '.') {
            int fractionEnd = digitsEnd(text, at + 1);
            fraction = fractionEnd - at - 1;
            at = fractionEnd;
            if (fraction == 0) {
                return null;
            }
        }
        if (at == start) {
            return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity") ? SPECIAL : null;
        }
        boolean exponent = at < length && (text.charAt(at) == 'e' || text.charAt(at) == 'E');
        if (exponent) {
            boolean signed = at + 1 < length && (text.charAt(at + 1) == '-' || text.charAt(at + 1) == '+');
            int digits = at + (signed ? 2 : 1);
            at = digitsEnd(text, digits);
            if (at == digits) {
                return null;
            }
        }
        boolean leadingZero = integerEnd - start > 1 && text.charAt(start) == '0';
        return at == length ? new NumberText(integerEnd - start, fraction, leadingZero, exponent) : null;
    }

    boolean isInteger() {
        return fractionDigits == 0 && !exponent;
    }

    int digits() {
        return integerDigits + fractionDigits;
    }

    private static int digitsEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
