// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.jspecify.annotations.Nullable;

/**
 * Rows that were read for a key, so that the same key need not be read again: as many as fit, those that were not used
 * for longest go first. Rows of one key that do not fit are not kept. Thread-safe.
 *
 * @param <R> row
 */
final class KeptRows<R> {
    private final long mostBytes;
    private final Map<Object, Kept<R>> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    private record Kept<R>(List<R> rows, long bytes) {}

    KeptRows(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    synchronized boolean has(Object key) {
        return kept.containsKey(key);
    }

    /** The rows that are kept for a key; null if there are none. */
    synchronized @Nullable Enumerator<R> rows(Object key) {
        Kept<R> found = kept.get(key);
        return found == null ? null : Linq4j.enumerator(found.rows);
    }

    /**
     * {@code rows}, which are kept when they have been read to their end.
     *
     * @param firstOnly whether only the first row matters, so that it is kept for all of them
     */
    Enumerator<R> keeping(Object key, Enumerator<R> rows, boolean firstOnly) {
        return new Keeping(key, rows, firstOnly);
    }

    /** Reads {@code rows} to their end, or until they do not fit, and closes them; whether they are kept. */
    boolean keepAll(Object key, Enumerator<R> rows) {
        try (Keeping all = new Keeping(key, rows, false)) {
            while (all.copy != null && all.moveNext()) {
                // Keeps the row.
            }
            return has(key);
        }
    }

    private synchronized void keep(Object key, List<R> rows, long size) {
        Kept<R> before = kept.put(key, new Kept<>(rows, size));
        bytes += size - (before == null ? 0 : before.bytes);
        Iterator<Kept<R>> eldest = kept.values().iterator();
        while (bytes > mostBytes) {
            bytes -= eldest.next().bytes;
            eldest.remove();
        }
    }

    private final class Keeping implements PlacedRows<R> {
        private final Object key;
        private final Enumerator<R> rows;
        private final boolean firstOnly;
        private long size = RowSize.of(null);
        private @Nullable List<R> copy = new ArrayList<>();

        Keeping(Object key, Enumerator<R> rows, boolean firstOnly) {
            this.key = key;
            this.rows = rows;
            this.firstOnly = firstOnly;
        }

        @Override
        public boolean moveNext() {
            boolean found = rows.moveNext();
            List<R> soFar = copy;
            if (soFar == null) {
                return found;
            }
            if (found) {
                R row = rows.current();
                size += RowSize.of(row);
                soFar.add(row);
            }
            if (size > mostBytes) {
                copy = null;
            } else if (!found || firstOnly) {
                keep(key, Collections.unmodifiableList(soFar), size);
                copy = null;
            }
            return found;
        }

        @Override
        public R current() {
            return rows.current();
        }

        @Override
        public void reset() {
            throw new UnsupportedOperationException("rows are read once");
        }

        @Override
        public String place() {
            return PlacedRows.of(rows);
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
