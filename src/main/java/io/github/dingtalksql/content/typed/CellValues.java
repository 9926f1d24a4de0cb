// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cells as values.
 *
 * @param strict whether the types are a guess: then a plain number is no date, and a date no number
 */
record CellValues(XlsxWorkbook workbook, boolean strict) {
    private static final int LONGEST_NUMBER = 400;
    private static final int LARGEST_EXPONENT = 400;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss[.SSS]", Locale.ROOT);

    /** What a cell with a value holds. */
    sealed interface Content permits Text, Flag, Number {}

    record Text(String text) implements Content {}

    record Flag(boolean value) implements Content {}

    record Number(String text, CellFormat format) implements Content {}

    /** The value in the class that {@link FieldType.Kind} names; null if the cell holds none of that type. */
    @Nullable
    Object value(Content content, FieldType type) {
        if (type.kind() == FieldType.Kind.VARCHAR) {
            return text(content);
        }
        if (content instanceof Text text) {
            return new FieldValues(strict).parse(text.text(), type);
        }
        if (content instanceof Flag flag) {
            return type.kind() == FieldType.Kind.BOOLEAN ? flag.value() : null;
        }
        Number number = (Number) content;
        BigDecimal value = decimal(number.text());
        boolean isDate = number.format() != CellFormat.NUMBER && isDate(kind(number));
        return switch (type.kind()) {
            case INTEGER, BIGINT, DECIMAL, DOUBLE -> value == null || strict && isDate ? null : number(value, type);
            case DATE -> value == null || strict && !isDate ? null : integer(dates().days(value.doubleValue()));
            case TIME -> value == null || strict && !isDate ? null : integer(CellDates.timeOfDay(value.doubleValue()));
            case TIMESTAMP -> value == null || strict && !isDate ? null : millis(value);
            case BOOLEAN, VARCHAR -> null;
        };
    }

    private static boolean isDate(FieldType.Kind kind) {
        return kind != FieldType.Kind.BIGINT && kind != FieldType.Kind.DOUBLE;
    }

    private static @Nullable Object number(BigDecimal value, FieldType type) {
        try {
            return switch (type.kind()) {
                case INTEGER -> (Object) value.intValueExact();
                case BIGINT -> (Object) value.longValueExact();
                case DOUBLE -> (Object) value.doubleValue();
                default -> {
                    BigDecimal scaled = value.setScale(type.scale(), RoundingMode.UNNECESSARY);
                    yield scaled.precision() - scaled.scale() <= type.precision() - type.scale() ? scaled : null;
                }
            };
        } catch (ArithmeticException e) {
            return null;
        }
    }

    /** Null if it is none, or one that no cell can hold: its digits might fill the memory. */
    private static @Nullable BigDecimal decimal(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return null;
        }
        try {
            BigDecimal value = new BigDecimal(text.strip());
            boolean fits = Math.abs((long) value.scale()) <= LARGEST_EXPONENT;
            return fits ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private CellDates dates() {
        return new CellDates(workbook.from1904());
    }

    private static @Nullable Object integer(long value) {
        return value == CellDates.NONE ? null : (Object) (int) value;
    }

    private @Nullable Object millis(BigDecimal value) {
        long millis = dates().millis(value.doubleValue());
        return millis == CellDates.NONE ? null : (Object) millis;
    }

    /** As text: dates by ISO 8601, numbers with all their digits. */
    private @Nullable String text(Content content) {
        if (content instanceof Text text) {
            return text.text();
        }
        if (content instanceof Flag flag) {
            return flag.value() ? "TRUE" : "FALSE";
        }
        Number number = (Number) content;
        BigDecimal value = decimal(number.text());
        if (value == null) {
            return null;
        }
        FieldType.Kind kind = kind(number);
        if (kind == FieldType.Kind.DATE) {
            return LocalDate.ofEpochDay(dates().days(value.doubleValue())).toString();
        }
        if (kind == FieldType.Kind.TIME) {
            return time(CellDates.timeOfDay(value.doubleValue()));
        }
        if (kind == FieldType.Kind.TIMESTAMP) {
            long millis = dates().millis(value.doubleValue());
            return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC).toLocalDate() + " "
                    + time(Math.floorMod(millis, CellDates.DAY));
        }
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String time(long millis) {
        LocalTime time = LocalTime.ofNanoOfDay(millis * 1_000_000);
        return millis % 1000 == 0 ? time.withNano(0).format(DateTimeFormatter.ISO_LOCAL_TIME) : time.format(TIME);
    }

    /** What a number is by its format and its value: BIGINT, DOUBLE, DATE, TIME or TIMESTAMP. */
    FieldType.Kind kind(Number number) {
        BigDecimal value = decimal(number.text());
        if (value == null) {
            return FieldType.Kind.DOUBLE;
        }
        double days = value.doubleValue();
        if (number.format() == CellFormat.TIME && CellDates.timeOfDay(days) != CellDates.NONE) {
            return FieldType.Kind.TIME;
        }
        if (number.format() == CellFormat.DATE && dates().days(days) != CellDates.NONE) {
            return FieldType.Kind.DATE;
        }
        if (number.format() != CellFormat.NUMBER && dates().millis(days) != CellDates.NONE) {
            return FieldType.Kind.TIMESTAMP;
        }
        return number(value, new FieldType(FieldType.Kind.BIGINT, 0, 0)) == null
                ? FieldType.Kind.DOUBLE
                : FieldType.Kind.BIGINT;
    }
}
