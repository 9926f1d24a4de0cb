// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.RowSource;
import io.github.dingtalksql.plan.ScanColumn;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a listing gives, as rows; the next one is asked for when it is wanted. */
final class ListedRows<T> implements RowSource {
    private final Iterator<T> listed;
    private final KeyValues keys;
    private final List<ListColumn<T>> columns;
    private final Execution execution;
    private volatile boolean closed;
    private @Nullable Object @Nullable [] row;

    /** @param columns all columns of the table */
    ListedRows(
            Iterator<T> listed,
            KeyValues keys,
            List<ListColumn<T>> columns,
            List<ScanColumn> wanted,
            Execution execution) {
        this.listed = listed;
        this.keys = keys;
        this.columns =
                wanted.stream().map(column -> columns.get(column.column())).toList();
        this.execution = execution;
    }

    @Override
    public boolean next() {
        execution.check();
        if (closed || !listed.hasNext()) {
            return false;
        }
        T next = listed.next();
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns.get(i).value().of(next, keys);
        }
        row = values;
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
    public void close() {
        closed = true;
    }
}
