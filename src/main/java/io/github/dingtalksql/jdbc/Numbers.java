// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/**
 * Numbers and booleans out of the values of a row. Digits right of the point are cut off where a whole number is asked
 * for; what does not fit is an {@code IllegalArgumentException} or {@code ArithmeticException}, never another number.
 */
final class Numbers {
    /** More digits left of the point than any number that is asked for has. Stops 1e999999999 from being written out. */
    private static final int MOST_DIGITS = 400;

    private Numbers() {}

    static long wholeNumber(Object value, long min, long max) {
        long number = wholeNumber(value);
        if (number < min || number > max) {
            throw new ArithmeticException("out of range");
        }
        return number;
    }

    static long wholeNumber(Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        return bigInteger(value).longValueExact();
    }

    static BigInteger bigInteger(Object value) {
        BigDecimal number = decimal(value);
        if (number.precision() - (long) number.scale() > MOST_DIGITS) {
            throw new ArithmeticException("out of range");
        }
        return number.toBigInteger();
    }

    static BigDecimal decimal(Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        if (value instanceof Boolean bool) {
            return bool ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        if (value instanceof Number || value instanceof String) {
            // Through the text: a float of 0.1 shall be 0.1.
            return new BigDecimal(value.toString().trim());
        }
        throw new IllegalArgumentException("not a number");
    }

    static double doubleNumber(Object value) {
        if (value instanceof Double || value instanceof Float) {
            return value instanceof Double number ? number : decimalOrSpecial((Float) value);
        }
        if (value instanceof String text) {
            return Double.parseDouble(text.trim());
        }
        return decimal(value).doubleValue();
    }

    private static double decimalOrSpecial(Float value) {
        return value.isNaN() || value.isInfinite() ? value : Double.parseDouble(value.toString());
    }

    static float floatNumber(Object value) {
        if (value instanceof Float number) {
            return number;
        }
        double number = doubleNumber(value);
        float result = (float) number;
        if (Float.isInfinite(result) && !Double.isInfinite(number)) {
            throw new ArithmeticException("out of range");
        }
        return result;
    }

    static boolean bool(Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        if (value instanceof Number number) {
            return doubleNumber(number) != 0;
        }
        if (!(value instanceof String text)) {
            throw new IllegalArgumentException("not a boolean");
        }
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "on", "1" -> true;
            case "false", "f", "no", "n", "off", "0" -> false;
            default -> throw new IllegalArgumentException("not a boolean");
        };
    }
}
