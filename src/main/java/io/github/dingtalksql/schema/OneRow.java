// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.plan.RowSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A single row, made when it is asked for. */
final class OneRow implements RowSource {
    private final Supplier<@Nullable Object[]> maker;
    private @Nullable Object @Nullable [] row;

    OneRow(Supplier<@Nullable Object[]> maker) {
        this.maker = maker;
    }

    @Override
    public boolean next() {
        if (row != null) {
            return false;
        }
        row = maker.get();
        return true;
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
