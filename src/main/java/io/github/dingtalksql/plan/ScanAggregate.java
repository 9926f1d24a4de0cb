// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.plan.ScanColumn.Decimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a scan makes of one of its columns in many rows.
 *
 * @param place of the column among those of the scan, 0-based; {@link #ROWS} to count rows
 * @param decimal what a text in this place is cast to first; null if values are taken as they are
 */
record ScanAggregate(Kind kind, int place, @Nullable Decimal decimal) {
    static final int ROWS = -1;

    /** {@code SUM(CAST(fields[3] AS DECIMAL(18, 2)))}. */
    String explain(List<String> columns) {
        if (place == ROWS) {
            return kind + "(*)";
        }
        String column = columns.get(place);
        String value = decimal == null
                ? column
                : "CAST(" + column + " AS DECIMAL(" + decimal.precision() + ", " + decimal.scale() + "))";
        return kind + "(" + value + ")";
    }

    boolean isOfSameValue(ScanAggregate other) {
        return place == other.place && Objects.equals(decimal, other.decimal);
    }

    enum Kind {
        /** Rows in which the value is not null, an {@code Integer}. */
        COUNT,
        /** Of DECIMALs; null if all are null, as with the others. */
        SUM,
        MIN,
        MAX
    }
}
