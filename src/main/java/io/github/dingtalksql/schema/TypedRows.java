// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.content.typed.TypedReader;
import io.github.dingtalksql.plan.RowSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Typed rows of one file, opened when the first is asked for. */
final class TypedRows implements RowSource {
    private static final @Nullable Object[] NOTHING = {null};

    private final Supplier<TypedReader> opener;
    private final Execution execution;
    private volatile @Nullable TypedReader reader;
    private boolean hasRow;
    private volatile boolean closed;

    TypedRows(Supplier<TypedReader> opener, Execution execution) {
        this.opener = opener;
        this.execution = execution;
    }

    @Override
    public boolean next() {
        execution.check();
        TypedReader rows = reader;
        if (rows == null) {
            if (closed) {
                return false;
            }
            rows = opener.get();
            reader = rows;
            if (closed) {
                rows.close();
                return false;
            }
        }
        hasRow = rows.next();
        return hasRow;
    }

    @Override
    public String place() {
        TypedReader rows = reader;
        return rows == null || !hasRow ? "" : rows.place();
    }

    @Override
    public @Nullable Object[] row() {
        TypedReader rows = reader;
        if (rows == null) {
            throw new IllegalStateException("next() first");
        }
        @Nullable Object[] row = rows.row();
        // Plans that only count rows look at the first value of each all the same.
        return row.length == 0 ? NOTHING : row;
    }

    @Override
    public void close() {
        closed = true;
        TypedReader rows = reader;
        if (rows != null) {
            rows.close();
        }
    }
}
