// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import org.jspecify.annotations.Nullable;

/** What a {@link Measure} has come to so far. */
interface Total {
    /** Takes in the current row. */
    void add(FieldRows rows);

    /** Takes in what another total of the same measure came to. */
    void addResult(@Nullable Object result);

    /** In the class that Calcite's plans have for the measure's type. */
    @Nullable
    Object result();
}
