// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import org.jspecify.annotations.Nullable;

/** Number of rows, or of those with a value in one place. */
final class CountTotal implements Total {
    private final int place;
    private long count;

    CountTotal(int place) {
        this.place = place;
    }

    @Override
    public void add(FieldRows rows) {
        if (place == Measure.NONE || rows.value(place) != null) {
            count++;
        }
    }

    @Override
    public void addResult(@Nullable Object result) {
        count += result instanceof Long other ? other : 0;
    }

    @Override
    public Object result() {
        return count;
    }
}
