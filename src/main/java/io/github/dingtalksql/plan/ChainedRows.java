// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Rows of several requests, one request after the other; each is opened when the one before has ended. */
final class ChainedRows implements RowSource {
    private final KeyedTable table;
    private final Iterator<ScanRequest> requests;
    private @Nullable RowSource source;
    private boolean closed;

    ChainedRows(KeyedTable table, Iterator<ScanRequest> requests) {
        this.table = table;
        this.requests = requests;
    }

    @Override
    public boolean next() {
        while (!closed) {
            RowSource current = source;
            if (current == null) {
                if (!requests.hasNext()) {
                    return false;
                }
                current = table.open(requests.next());
                source = current;
            }
            if (current.next()) {
                return true;
            }
            current.close();
            source = null;
        }
        return false;
    }

    @Override
    public @Nullable Object[] row() {
        RowSource current = source;
        if (current == null) {
            throw new NoSuchElementException("no current row");
        }
        return current.row();
    }

    @Override
    public void close() {
        closed = true;
        RowSource current = source;
        source = null;
        if (current != null) {
            current.close();
        }
    }
}
