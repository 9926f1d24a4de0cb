// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Files in memory: each (space_id, dentry_id, version) has some lines. Remembers what was opened. */
final class FakeFilesTable extends KeyedTable {
    record Line(String space, String dentry, @Nullable Long version, long offset, String content) {
        /** Its content, and its offset as text. */
        List<String> fields() {
            return List.of(content, String.valueOf(offset));
        }

        @Nullable
        Object value(ScanColumn column) {
            return switch (column.column()) {
                case 0 -> space;
                case 1 -> dentry;
                case 2 -> version;
                case 3 -> offset;
                case 4 -> content;
                default -> column.isWhole() ? fields() : element(column.element());
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
        super(
                name,
                "Lines.",
                List.of(
                        new TableColumn("space_id", ColumnType.VARCHAR, false, KeyRole.REQUIRED, ""),
                        new TableColumn("dentry_id", ColumnType.VARCHAR, false, KeyRole.REQUIRED, ""),
                        new TableColumn("version", ColumnType.BIGINT, true, KeyRole.OPTIONAL, ""),
                        new TableColumn("byte_offset", ColumnType.BIGINT, false, KeyRole.RANGE, ""),
                        new TableColumn("content", ColumnType.VARCHAR, false, KeyRole.NONE, ""),
                        new TableColumn("fields", ColumnType.VARCHAR_ARRAY, true, KeyRole.NONE, "")),
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
            if (line.space.equals(request.keys().required("space_id"))
                    && line.dentry.equals(request.keys().required("dentry_id"))
                    && request.keys()
                            .number("version")
                            .map(v -> v.equals(line.version))
                            .orElse(line.version == null)
                    && line.offset >= request.range("byte_offset").min()
                    && line.offset <= request.range("byte_offset").max()) {
                rows.add(request.columns().stream().map(line::value).toArray());
            }
        }
        return request.worked(new ListRows(rows));
    }

    @Override
    protected boolean hasFields() {
        return true;
    }

    @Override
    protected boolean isField(ScanColumn column) {
        return column.column() == 4 || !column.isWhole();
    }

    private static final class ListRows implements FieldRows {
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
        public void check() {}

        @Override
        public @Nullable Object value(int place) {
            return row()[place];
        }

        @Override
        public Probe probe(int place, List<String> texts) {
            return () -> value(place) instanceof String text && texts.contains(text);
        }

        @Override
        public long scaled(int place, int scale) {
            if (!(value(place) instanceof String text) || !text.matches("-?\\d{1,9}(\\.\\d{0," + scale + "})?")) {
                return UNTOLD;
            }
            return new BigDecimal(text).setScale(scale).unscaledValue().longValueExact();
        }

        @Override
        public void close() {}
    }
}
