// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of which single values can be looked at without making the others, so that a row that is dropped or only counted
 * costs little. Places count the columns asked for, from 0; those that {@link #probe} and {@link #scaled} take are texts.
 */
public interface FieldRows extends RowSource {
    /** Answer of {@link #scaled}: look at the value itself. */
    long UNTOLD = Long.MIN_VALUE;

    /** Looks at one value of the current row. */
    @FunctionalInterface
    interface Probe {
        boolean holds();
    }

    /** Fails as {@link #row} would, if a value of the current row cannot be made. */
    void check();

    /** {@link #row} in one place. */
    @Nullable
    Object value(int place);

    /** Tells of each row whether the value is one of {@code texts}; null is none. May be asked for before any row. */
    Probe probe(int place, List<String> texts);

    /**
     * The value as a number, times ten to the power of {@code scale}. Of at most 18 digits, and only if the text is
     * nothing but a decimal number that needs no rounding for this scale; else {@link #UNTOLD}.
     */
    long scaled(int place, int scale);
}
