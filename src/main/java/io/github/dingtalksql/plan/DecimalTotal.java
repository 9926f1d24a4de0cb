// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.math.BigDecimal;
import org.apache.calcite.linq4j.tree.Primitive;
import org.apache.calcite.rel.type.RelDataTypeSystem;
import org.jspecify.annotations.Nullable;

/**
 * Sum of texts that are cast to DECIMAL. Adds whole numbers as long as they fit; whatever is not plainly a number goes
 * through the cast that Calcite's code would have called, so that results and failures are the same.
 */
final class DecimalTotal implements Total {
    private static final int MOST_DIGITS = 18;

    private final int place;
    private final int precision;
    private final int scale;
    private final long bound;
    private long small;
    private @Nullable BigDecimal large;
    private boolean any;

    DecimalTotal(int place, int precision, int scale) {
        this.place = place;
        this.precision = precision;
        this.scale = scale;
        this.bound = BigDecimal.TEN.pow(Math.min(precision, MOST_DIGITS)).longValueExact();
    }

    @Override
    public void add(FieldRows rows) {
        long value = rows.scaled(place, scale);
        if (value > -bound && value < bound) {
            addSmall(value);
            return;
        }
        Object text = rows.value(place);
        if (text != null) {
            addLarge(cast((String) text));
        }
    }

    private BigDecimal cast(String text) {
        return (BigDecimal)
                Primitive.charToDecimalCast(text, precision, scale, RelDataTypeSystem.DEFAULT.roundingMode());
    }

    private void addSmall(long value) {
        any = true;
        long sum = small + value;
        if (((small ^ sum) & (value ^ sum)) < 0) {
            addLarge(BigDecimal.valueOf(small, scale));
            sum = value;
        }
        small = sum;
    }

    private void addLarge(BigDecimal value) {
        any = true;
        large = large == null ? value : large.add(value);
    }

    @Override
    public void addResult(@Nullable Object result) {
        if (result instanceof BigDecimal other) {
            addLarge(other);
        }
    }

    @Override
    public @Nullable Object result() {
        if (!any) {
            return null;
        }
        BigDecimal sum = BigDecimal.valueOf(small, scale);
        return large == null ? sum : large.add(sum);
    }
}
