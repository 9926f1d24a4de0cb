// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Two rows that can be read by {@code parent}, or by {@code shelf} and {@code box}. Remembers what was opened. */
final class FakeTreeTable extends KeyedTable {
    final List<KeyValues> opened = new CopyOnWriteArrayList<>();

    FakeTreeTable() {
        super(
                "tree",
                "Things.",
                List.of(
                        new TableColumn("parent", ColumnType.VARCHAR, true, KeyRole.REQUIRED, ""),
                        new TableColumn("shelf", ColumnType.VARCHAR, true, KeyRole.REQUIRED, ""),
                        new TableColumn("box", ColumnType.VARCHAR, true, KeyRole.REQUIRED, ""),
                        new TableColumn("recursive", ColumnType.BOOLEAN, false, KeyRole.OPTIONAL, ""),
                        new TableColumn("name", ColumnType.VARCHAR, false, KeyRole.NONE, "")),
                FanOut.NONE);
    }

    @Override
    public List<List<String>> keySets() {
        return List.of(List.of("parent"), List.of("shelf", "box"));
    }

    @Override
    public KeyValues normalized(KeyValues keys) {
        return keys.with("recursive", keys.isTrue("recursive"));
    }

    @Override
    public String exampleQuery() {
        return "SELECT name FROM tree WHERE parent = 'root'";
    }

    @Override
    public RowSource open(ScanRequest request) {
        opened.add(request.keys());
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            rows.add(request.columns().stream()
                    .map(column -> column.column() == 4
                            ? name
                            : request.keys()
                                    .values()
                                    .get(columns().get(column.column()).name()))
                    .toArray());
        }
        return new IteratorRows(rows.iterator());
    }

    private static final class IteratorRows implements RowSource {
        private final Iterator<@Nullable Object[]> rows;
        private @Nullable Object[] row = {};

        IteratorRows(Iterator<@Nullable Object[]> rows) {
            this.rows = rows;
        }

        @Override
        public boolean next() {
            boolean found = rows.hasNext();
            row = found ? rows.next() : row;
            return found;
        }

        @Override
        public @Nullable Object[] row() {
            return row;
        }

        @Override
        public void close() {}
    }
}
