// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import java.util.regex.Pattern;

/** Narrows down, value by value, what type a column may have. */
final class TypeGuess {
    /** Decimal digits that a DOUBLE keeps, whatever they are; and those that tell one from all others. */
    private static final int DIGITS_KEPT_BY_DOUBLE = 15;

    private static final int DIGITS_OF_DOUBLE = 17;

    /** Numbers of more digits are identifiers, and do not fit a BIGINT for sure. */
    private static final int MOST_INTEGER_DIGITS = 18;

    private static final Pattern MOBILE_PHONE = Pattern.compile("1[3-9]\\d{9}");
    private static final Pattern IDENTITY_CARD =
            Pattern.compile("[1-9]\\d{5}(?:18|19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}[\\dXx]");

    private final boolean numbersMayBeCodes;
    private boolean any;
    private boolean bool = true;
    private boolean number = true;
    private boolean date = true;
    private boolean time = true;
    private boolean timestamp = true;
    private boolean phone = true;
    private boolean identity = true;
    private boolean exponent;
    private boolean fitsDouble = true;
    private int integerDigits;
    private int fractionDigits;

    /** @param numbersMayBeCodes whether digits may be an identifier, which has to stay text; in JSON quotes say so */
    TypeGuess(boolean numbersMayBeCodes) {
        this.numbersMayBeCodes = numbersMayBeCodes;
    }

    /** Considers a value that is not null. */
    void add(String field) {
        any = true;
        String text = field.strip();
        bool = bool && FieldValues.bool(text) != null;
        number = number && isNumber(text);
        date = date && DateText.date(text) != DateText.NONE;
        time = time && DateText.time(text) != DateText.NONE;
        timestamp = timestamp && DateText.timestamp(text) != DateText.NONE;
        phone = phone && MOBILE_PHONE.matcher(text).matches();
        identity = identity && IDENTITY_CARD.matcher(text).matches();
    }

    private boolean isNumber(String text) {
        NumberText shape = NumberText.of(text);
        if (shape == null || shape.leadingZero()) {
            return false;
        }
        exponent |= shape.exponent();
        boolean isFinite =
                !shape.exponent() || !Double.isInfinite(Double.parseDouble(text)) || text.endsWith("Infinity");
        fitsDouble &= isFinite && shape.digits() <= (shape.exponent() ? DIGITS_OF_DOUBLE : DIGITS_KEPT_BY_DOUBLE);
        integerDigits = Math.max(integerDigits, shape.integerDigits());
        fractionDigits = Math.max(fractionDigits, shape.fractionDigits());
        return true;
    }

    /** The narrowest type that has all values; VARCHAR if there were none. */
    FieldType type() {
        if (!any) {
            return FieldType.VARCHAR;
        }
        if (bool) {
            return new FieldType(FieldType.Kind.BOOLEAN, 0, 0);
        }
        if (number) {
            return numbersMayBeCodes && (phone || identity) ? FieldType.VARCHAR : numberType();
        }
        if (date) {
            return new FieldType(FieldType.Kind.DATE, 0, 0);
        }
        if (time) {
            return new FieldType(FieldType.Kind.TIME, 0, 0);
        }
        return timestamp ? new FieldType(FieldType.Kind.TIMESTAMP, 0, 0) : FieldType.VARCHAR;
    }

    private FieldType numberType() {
        if (exponent) {
            return fitsDouble ? new FieldType(FieldType.Kind.DOUBLE, 0, 0) : FieldType.VARCHAR;
        }
        if (integerDigits > MOST_INTEGER_DIGITS) {
            return numbersMayBeCodes || integerDigits + fractionDigits > FieldType.MOST_DIGITS
                    ? FieldType.VARCHAR
                    : new FieldType(FieldType.Kind.DECIMAL, FieldType.MOST_DIGITS, fractionDigits);
        }
        if (fractionDigits == 0) {
            return new FieldType(FieldType.Kind.BIGINT, 0, 0);
        }
        // Later values may be longer on the left, so they get what a DECIMAL of the same size costs anyway.
        if (MOST_INTEGER_DIGITS + fractionDigits <= FieldType.MOST_DIGITS) {
            return new FieldType(FieldType.Kind.DECIMAL, MOST_INTEGER_DIGITS + fractionDigits, fractionDigits);
        }
        boolean fits = integerDigits + fractionDigits <= FieldType.MOST_DIGITS;
        return fits ? new FieldType(FieldType.Kind.DECIMAL, FieldType.MOST_DIGITS, fractionDigits) : FieldType.VARCHAR;
    }
}
