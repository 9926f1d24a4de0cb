// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.plan.RowSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rows of a source that is made when the first of them is wanted, since finding it takes calls. */
final class LazyRows implements RowSource {
    private final Supplier<RowSource> maker;
    private volatile boolean closed;
    private volatile @Nullable RowSource rows;

    LazyRows(Supplier<RowSource> maker) {
        this.maker = maker;
    }

    @Override
    public boolean next() {
        if (closed) {
            return false;
        }
        RowSource source = rows;
        if (source == null) {
            source = maker.get();
            rows = source;
            if (closed) {
                source.close();
            }
        }
        return source.next();
    }

    @Override
    public @Nullable Object[] row() {
        RowSource source = rows;
        if (source == null) {
            throw new IllegalStateException("next() first");
        }
        return source.row();
    }

    @Override
    public String place() {
        RowSource source = rows;
        return source == null ? "" : source.place();
    }

    @Override
    public void close() {
        closed = true;
        RowSource source = rows;
        if (source != null) {
            source.close();
        }
    }
}
