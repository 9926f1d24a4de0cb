// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.plan.RowCursor;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that are in memory: of {@code DatabaseMetaData} and of arrays. */
final class ListCursor implements RowCursor {
    private final Iterator<@Nullable Object[]> rows;
    private @Nullable Object[] row = new Object[0];

    ListCursor(List<@Nullable Object[]> rows) {
        this.rows = rows.iterator();
    }

    @Override
    public boolean next() {
        if (!rows.hasNext()) {
            return false;
        }
        row = rows.next();
        return true;
    }

    @Override
    public @Nullable Object value(int column) {
        return row[column];
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
