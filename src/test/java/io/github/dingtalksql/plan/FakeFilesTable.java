// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Files in memory: each (space_id, dentry_id, version) has some lines. Remembers what was opened. */
class FakeFilesTable extends KeyedTable {
    record Line(String space, String dentry, @Nullable Long version, long offset, String content) {
        /** Its content, and its offset as text. */
        List<String> fields() {
            return List.of(content, String.valueOf(offset));
        }

        @Nullable
        Object value(ScanColumn column, long number) {
            return switch (column.column()) {
                case 0 -> space;
                case 1 -> dentry;
                case 2 -> version;
                case 3 -> offset;
                case 4 -> content;
                case 5 -> column.isWhole() ? fields() : element(column.element());
                default -> number;
            };
        }

        private @Nullable String element(int number) {
            return number > fields().size() ? null : fields().get(number - 1);
        }
    }

    final List<ScanRequest> opened = new CopyOnWriteArrayList<>();
    private final List<Line> lines;

    FakeFilesTable(String name, List<Line> lines) {
        this(name, lines, FanOut.NONE);
    }

    FakeFilesTable(String name, List<Line> lines, FanOut fanOut) {
        this(name, "", lines, fanOut);
    }

    /** @param remarks of the content */
    FakeFilesTable(String name, String remarks, List<Line> lines, FanOut fanOut) {
        super(
                name,
                "Lines.",
                List.of(
                        new TableColumn("space_id", ColumnType.VARCHAR, false, KeyRole.REQUIRED, ""),
                        new TableColumn("dentry_id", ColumnType.VARCHAR, false, KeyRole.REQUIRED, ""),
                        new TableColumn("version", ColumnType.BIGINT, true, KeyRole.OPTIONAL, ""),
                        new TableColumn("byte_offset", ColumnType.BIGINT, false, KeyRole.RANGE, ""),
                        new TableColumn("content", ColumnType.VARCHAR, false, KeyRole.NONE, remarks),
                        new TableColumn("fields", ColumnType.VARCHAR_ARRAY, true, KeyRole.NONE, ""),
                        new TableColumn("record_number", ColumnType.BIGINT, false, KeyRole.RANGE, "")),
                fanOut);
        this.lines = List.copyOf(lines);
    }

    @Override
    public KeyValues normalized(KeyValues keys) {
        return keys;
    }

    @Override
    public String exampleQuery() {
        return "SELECT * FROM files WHERE space_id = '1' AND dentry_id = '2'";
    }

    @Override
    public RowSource open(ScanRequest request) {
        opened.add(request);
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Line line : lines) {
            long number = number(line);
            if (line.space.equals(request.keys().required("space_id"))
                    && line.dentry.equals(request.keys().required("dentry_id"))
                    && request.keys()
                            .number("version")
                            .map(v -> v.equals(line.version))
                            .orElse(line.version == null)
                    && line.offset >= request.range("byte_offset").min()
                    && line.offset <= request.range("byte_offset").max()
                    && number >= request.range("record_number").min()
                    && number <= request.range("record_number").max()) {
                rows.add(request.columns().stream()
                        .map(column -> line.value(column, number))
                        .toArray());
            }
        }
        return new ListRows(rows);
    }

    /** Every row as it stands in {@link #columns}, for a table without keys. */
    List<@Nullable Object[]> allRows() {
        return lines.stream()
                .map(line -> KeyedTableScan.allColumns(this).stream()
                        .map(column -> line.value(column, number(line)))
                        .toArray())
                .toList();
    }

    /** Its place among the lines of its file, 1-based. */
    private long number(Line line) {
        return lines.stream()
                .filter(other -> other.space.equals(line.space)
                        && other.dentry.equals(line.dentry)
                        && Objects.equals(other.version, line.version)
                        && other.offset <= line.offset)
                .count();
    }

    static final class ListRows implements RowSource {
        private final List<@Nullable Object[]> rows;
        private int next;

        ListRows(List<@Nullable Object[]> rows) {
            this.rows = rows;
        }

        @Override
        public boolean next() {
            return next++ < rows.size();
        }

        @Override
        public @Nullable Object[] row() {
            return rows.get(next - 1);
        }

        @Override
        public void close() {}
    }
}
