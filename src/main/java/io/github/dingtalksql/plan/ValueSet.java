// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The strings or exact numbers of a long list. Numbers are the same if they compare so, whatever their types. Public
 * because generated code calls it; not meant for anybody else.
 */
public final class ValueSet {
    private static final int MOST_LONG_DIGITS = 19;

    private final Set<Object> values;

    private ValueSet(Set<Object> values) {
        this.values = values;
    }

    static ValueSet of(Collection<?> values) {
        return new ValueSet(values.stream().map(ValueSet::normal).collect(Collectors.toUnmodifiableSet()));
    }

    /** @param value a string, a whole number of any width or a {@code BigDecimal} */
    public boolean contains(Object value) {
        return values.contains(normal(value));
    }

    /** Whole numbers of 64 bits as {@code Long}, other numbers as {@code BigDecimal} without zeros at the end. */
    private static Object normal(Object value) {
        if (value instanceof BigDecimal decimal) {
            BigDecimal shortest = decimal.stripTrailingZeros();
            boolean fitsLong = shortest.scale() <= 0
                    && (long) shortest.precision() - shortest.scale() <= MOST_LONG_DIGITS
                    && shortest.toBigInteger().bitLength() < Long.SIZE;
            return fitsLong ? (Object) shortest.longValueExact() : shortest;
        }
        if (value instanceof Long || !(value instanceof Number number)) {
            return value;
        }
        return number.longValue();
    }
}
