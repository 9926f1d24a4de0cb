// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.plan.RowSource;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A few rows that are made together, when the first of them is asked for. */
final class MadeRows implements RowSource {
    private final Supplier<List<@Nullable Object[]>> maker;
    private @Nullable Iterator<@Nullable Object[]> rows;
    private @Nullable Object @Nullable [] row;

    MadeRows(Supplier<List<@Nullable Object[]>> maker) {
        this.maker = maker;
    }

    @Override
    public boolean next() {
        if (rows == null) {
            rows = maker.get().iterator();
        }
        row = rows.hasNext() ? rows.next() : null;
        return row != null;
    }

    @Override
    public @Nullable Object[] row() {
        if (row == null) {
            throw new IllegalStateException("next() first");
        }
        return row;
    }

    @Override
    public void close() {}
}
