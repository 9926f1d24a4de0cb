// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a column of a file.
 *
 * @param precision digits of a DECIMAL; 0 for all others
 * @param scale digits of a DECIMAL right of the point
 */
public record FieldType(Kind kind, int precision, int scale) {
    /** What values are, with the Java class that stands for one. */
    public enum Kind {
        /** {@code Boolean}. */
        BOOLEAN,
        /** {@code Integer}. */
        INTEGER,
        /** {@code Long}. */
        BIGINT,
        /** {@code BigDecimal}. */
        DECIMAL,
        /** {@code Double}. */
        DOUBLE,
        /** {@code Integer}: days since 1970-01-01. */
        DATE,
        /** {@code Integer}: milliseconds since midnight. */
        TIME,
        /** {@code Long}: milliseconds since 1970-01-01 00:00 on the clock that is shown. */
        TIMESTAMP,
        /** {@code String}. */
        VARCHAR
    }

    public static final FieldType VARCHAR = new FieldType(Kind.VARCHAR, 0, 0);

    /** Most digits of a DECIMAL. */
    static final int MOST_DIGITS = 38;

    private static final Pattern TYPE =
            Pattern.compile("([A-Z]+(?: PRECISION)?) ?(?:\\( ?(\\d{1,9}) ?(?:, ?(\\d{1,9}) ?)?\\))?");

    /**
     * A type as SQL spells it.
     *
     * @throws DingTalkException {@code INVALID_ARGUMENT} if it is none that files have
     */
    static FieldType parse(String text) {
        Matcher matcher = TYPE.matcher(text.strip().toUpperCase(Locale.ROOT).replaceAll("\\s+", " "));
        if (!matcher.matches()) {
            throw unknown(text);
        }
        int precision = matcher.group(2) == null ? -1 : Integer.parseInt(matcher.group(2));
        int scale = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return switch (matcher.group(1)) {
            case "BOOLEAN" -> plain(Kind.BOOLEAN, text, precision);
            case "INTEGER", "INT" -> plain(Kind.INTEGER, text, precision);
            case "BIGINT" -> plain(Kind.BIGINT, text, precision);
            case "DOUBLE", "DOUBLE PRECISION", "FLOAT" -> plain(Kind.DOUBLE, text, precision);
            case "DATE" -> plain(Kind.DATE, text, precision);
            case "TIME" -> plain(Kind.TIME, text, precision);
            case "TIMESTAMP" -> plain(Kind.TIMESTAMP, text, precision);
            case "VARCHAR" -> plain(Kind.VARCHAR, text, precision);
            case "DECIMAL", "NUMERIC" -> decimal(text, precision < 0 ? MOST_DIGITS : precision, scale);
            default -> throw unknown(text);
        };
    }

    private static FieldType plain(Kind kind, String text, int precision) {
        if (precision >= 0) {
            throw unknown(text);
        }
        return new FieldType(kind, 0, 0);
    }

    private static FieldType decimal(String text, int precision, int scale) {
        if (precision < 1 || precision > MOST_DIGITS || scale > precision) {
            throw unknown(text);
        }
        return new FieldType(Kind.DECIMAL, precision, scale);
    }

    private static DingTalkException unknown(String text) {
        return new DingTalkException(
                ErrorCode.INVALID_ARGUMENT,
                "columns: '" + text.strip() + "' is not a type that files have: BOOLEAN, INTEGER, BIGINT,"
                        + " DECIMAL(p, s) with p up to " + MOST_DIGITS
                        + ", DOUBLE, DATE, TIME, TIMESTAMP, VARCHAR (these without a length)");
    }

    /** As SQL spells it. */
    @Override
    public String toString() {
        return kind == Kind.DECIMAL ? "DECIMAL(" + precision + ", " + scale + ")" : kind.name();
    }
}
