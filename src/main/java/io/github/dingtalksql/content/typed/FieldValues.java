// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.content.FieldReader;
import io.github.dingtalksql.content.PlainNumbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Texts as values.
 *
 * @param strict whether a number with leading zeros is none: where the type is a guess, they are part of a code
 */
record FieldValues(boolean strict) {
    /** Zeros may surround the digits of a DECIMAL, but time grows with the square of their number. */
    private static final int MOST_PARSED_DIGITS = 1000;

    /** The value in the class that {@link FieldType.Kind} names; null if the text is none of that type. */
    @Nullable
    Object parse(String field, FieldType type) {
        if (type.kind() == FieldType.Kind.VARCHAR) {
            return field;
        }
        String text = field.strip();
        return switch (type.kind()) {
            case BOOLEAN -> bool(text);
            case INTEGER, BIGINT -> integer(text, type.kind());
            case DECIMAL -> decimal(text, type);
            case DOUBLE -> floating(text);
            case DATE -> days(DateText.date(text));
            case TIME -> days(DateText.time(text));
            case TIMESTAMP -> millis(DateText.timestamp(text));
            case VARCHAR -> field;
        };
    }

    /**
     * The same of a field of a record, made of its bytes if it is a plain number.
     *
     * @return null if that has to be looked at as a text
     */
    @Nullable
    Object number(FieldReader record, int index, FieldType type) {
        boolean isNumber = type.kind() == FieldType.Kind.INTEGER
                || type.kind() == FieldType.Kind.BIGINT
                || type.kind() == FieldType.Kind.DECIMAL;
        long number = isNumber ? record.number(index, type.scale()) : PlainNumbers.NONE;
        if (number == PlainNumbers.NONE) {
            return null;
        }
        return switch (type.kind()) {
            case INTEGER -> number == (int) number ? (Integer) (int) number : null;
            case DECIMAL -> PlainNumbers.decimal(number, type.precision(), type.scale());
            default -> number;
        };
    }

    static @Nullable Boolean bool(String text) {
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        return text.equalsIgnoreCase("false") ? false : null;
    }

    private @Nullable Object integer(String text, FieldType.Kind kind) {
        NumberText number = number(text);
        if (number == null || !number.isInteger()) {
            return null;
        }
        try {
            return kind == FieldType.Kind.INTEGER ? (Object) Integer.parseInt(text) : (Object) Long.parseLong(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Null also for what is more than a DOUBLE can be, which would become Infinity. */
    private @Nullable Double floating(String text) {
        if (number(text) == null) {
            return null;
        }
        double value = Double.parseDouble(text);
        return Double.isInfinite(value) && !text.endsWith("Infinity") ? null : (Double) value;
    }

    private @Nullable BigDecimal decimal(String text, FieldType type) {
        NumberText number = number(text);
        if (number == null || number.exponent() || number.digits() > MOST_PARSED_DIGITS) {
            return null;
        }
        try {
            return fitting(new BigDecimal(text).setScale(type.scale(), RoundingMode.UNNECESSARY), type);
        } catch (ArithmeticException e) {
            return null;
        }
    }

    /** Null if it has more digits than the type. */
    private static @Nullable BigDecimal fitting(BigDecimal value, FieldType type) {
        return value.precision() - value.scale() <= type.precision() - type.scale() ? value : null;
    }

    private @Nullable NumberText number(String text) {
        NumberText number = NumberText.of(text);
        return number == null || strict && number.leadingZero() ? null : number;
    }

    private static @Nullable Integer days(long value) {
        return value == DateText.NONE ? null : (Integer) (int) value;
    }

    private static @Nullable Long millis(long value) {
        return value == DateText.NONE ? null : (Long) value;
    }
}
