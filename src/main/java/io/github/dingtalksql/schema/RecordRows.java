// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.content.RecordReader;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.RowSource;
import io.github.dingtalksql.plan.ScanColumn;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records of one file as rows of {@code file_content}; only the columns asked for are taken out of the records. */
final class RecordRows implements RowSource {
    private final Supplier<RecordReader> opener;
    private final KeyValues keys;
    private final FileContentColumn[] columns;
    private final int[] elements;
    private final long lastRecord;
    private final Execution execution;
    private final boolean sameForAll;
    private volatile boolean closed;
    private volatile @Nullable RecordReader reader;
    private @Nullable Object @Nullable [] row;

    /** @param lastRecord number of the last record wanted; less than 1 for none */
    RecordRows(
            Supplier<RecordReader> opener,
            KeyValues keys,
            List<ScanColumn> columns,
            long lastRecord,
            Execution execution) {
        this.opener = opener;
        this.keys = keys;
        this.columns = columns.stream()
                .map(column -> FileContentColumn.at(column.column()))
                .toArray(FileContentColumn[]::new);
        this.elements = columns.stream().mapToInt(ScanColumn::element).toArray();
        this.lastRecord = lastRecord;
        this.execution = execution;
        this.sameForAll = Arrays.stream(this.columns).allMatch(FileContentColumn::isConstant);
    }

    @Override
    public boolean next() {
        execution.check();
        RecordReader records = reader;
        if (records == null) {
            if (closed || lastRecord < 1) {
                return false;
            }
            records = opened();
        } else if (lastRecord != Long.MAX_VALUE && records.recordNumber() >= lastRecord) {
            return ended();
        }
        if (!records.next()) {
            return ended();
        }
        if (row == null || !sameForAll) {
            row = values(records);
        }
        return true;
    }

    private boolean ended() {
        close();
        row = null;
        return false;
    }

    private RecordReader opened() {
        RecordReader records = opener.get();
        reader = records;
        if (closed) {
            records.close();
        }
        return records;
    }

    private @Nullable Object[] values(RecordReader records) {
        @Nullable Object[] values = new @Nullable Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            values[i] = value(columns[i], elements[i], records);
        }
        return values;
    }

    private @Nullable Object value(FileContentColumn column, int element, RecordReader records) {
        return switch (column) {
            case SPACE_ID, DENTRY_ID, VERSION, UNION_ID, FORMAT, NODE, MULTILINE ->
                keys.values().get(column.sqlName());
            case ETAG -> keys.values().getOrDefault(column.sqlName(), records.etag());
            case CHARSET -> keys.values().getOrDefault(column.sqlName(), records.charset());
            case RECORD_NUMBER -> records.recordNumber();
            case BYTE_OFFSET -> records.byteOffset();
            case BYTE_LENGTH -> records.byteLength();
            case CONTENT -> records.content();
            case FIELDS -> element == 0 ? records.fields() : records.field(element - 1);
        };
    }

    @Override
    public @Nullable Object[] row() {
        if (row == null) {
            throw new IllegalStateException("next() first");
        }
        return row;
    }

    @Override
    public String place() {
        RecordReader records = reader;
        String version = keys.number(FileContentColumn.VERSION.sqlName())
                .map(number -> "@" + number)
                .orElse("");
        String file = keys.required(FileContentColumn.SPACE_ID.sqlName()) + "/"
                + keys.required(FileContentColumn.DENTRY_ID.sqlName()) + version;
        return records == null || row == null
                ? file
                : file + ", record " + records.recordNumber() + ", byte offset " + records.byteOffset();
    }

    @Override
    public void close() {
        closed = true;
        RecordReader records = reader;
        if (records != null) {
            records.close();
        }
    }
}
