// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import org.jspecify.annotations.Nullable;

/** One {@link RowSource} as Calcite's plans want it. */
final class RowSourceEnumerator implements PlacedRows<@Nullable Object[]> {
    private final RowSource source;

    RowSourceEnumerator(RowSource source) {
        this.source = source;
    }

    @Override
    public boolean moveNext() {
        return source.next();
    }

    @Override
    public @Nullable Object[] current() {
        return source.row();
    }

    @Override
    public String place() {
        return source.place();
    }

    @Override
    public void reset() {
        throw new UnsupportedOperationException("rows are read once");
    }

    @Override
    public void close() {
        source.close();
    }
}
