// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Those of some nodes that are in one knowledge base: a query may name both a folder and a knowledge base. */
final class InWorkspace implements Iterator<NodeRow> {
    private final Iterator<NodeRow> rows;
    private final String workspaceId;
    private @Nullable NodeRow next;

    InWorkspace(Iterator<NodeRow> rows, String workspaceId) {
        this.rows = rows;
        this.workspaceId = workspaceId;
    }

    @Override
    public boolean hasNext() {
        while (next == null && rows.hasNext()) {
            NodeRow row = rows.next();
            String own = row.node().workspaceId();
            next = own == null || own.equals(workspaceId) ? row : null;
        }
        return next != null;
    }

    @Override
    public NodeRow next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        NodeRow row = next;
        next = null;
        return row;
    }
}
