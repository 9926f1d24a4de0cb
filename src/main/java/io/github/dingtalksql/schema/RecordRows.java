// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.content.EncodedTexts;
import io.github.dingtalksql.content.FieldReader;
import io.github.dingtalksql.plan.FieldRows;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.ScanColumn;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records of one file as rows of {@code file_content}; only what is asked for is taken out of the records. */
final class RecordRows implements FieldRows {
    private final Supplier<FieldReader> opener;
    private final KeyValues keys;
    private final FileContentColumn[] columns;
    private final int[] elements;
    private final long lastRecord;
    private final Execution execution;
    private final boolean sameForAll;
    private volatile boolean closed;
    private volatile @Nullable FieldReader reader;
    private @Nullable Object @Nullable [] constant;
    private boolean hasRecord;

    /** @param lastRecord number of the last record wanted; less than 1 for none */
    RecordRows(
            Supplier<FieldReader> opener,
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
        FieldReader records = reader;
        if (records == null) {
            if (closed || lastRecord < 1) {
                return false;
            }
            records = opened();
        } else if (lastRecord != Long.MAX_VALUE && records.recordNumber() >= lastRecord) {
            return ended();
        }
        hasRecord = records.next();
        return hasRecord || ended();
    }

    private boolean ended() {
        close();
        hasRecord = false;
        return false;
    }

    private FieldReader opened() {
        FieldReader records = opener.get();
        reader = records;
        if (closed) {
            records.close();
        }
        return records;
    }

    private @Nullable Object value(FileContentColumn column, int element, FieldReader records) {
        return switch (column) {
            case SPACE_ID, DENTRY_ID, VERSION, UNION_ID, FORMAT, NODE ->
                keys.values().get(column.sqlName());
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
        FieldReader records = current();
        if (constant != null) {
            return constant;
        }
        @Nullable Object[] values = new @Nullable Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            values[i] = value(columns[i], elements[i], records);
        }
        if (sameForAll) {
            constant = values;
        }
        return values;
    }

    @Override
    public @Nullable Object value(int place) {
        return value(columns[place], elements[place], current());
    }

    @Override
    public void check() {
        FieldReader records = current();
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] == FileContentColumn.CONTENT) {
                records.checkContent();
            } else if (elements[i] > 0) {
                records.check(elements[i] - 1);
            } else if (columns[i] == FileContentColumn.FIELDS) {
                records.fields();
            }
        }
    }

    @Override
    public Probe probe(int place, List<String> texts) {
        EncodedTexts encoded = new EncodedTexts(texts);
        int index = elements[place] - 1;
        return () -> current().isAny(index, encoded);
    }

    @Override
    public long scaled(int place, int scale) {
        long scaled = current().scaled(elements[place] - 1, scale);
        return scaled == FieldReader.UNTOLD ? UNTOLD : scaled;
    }

    private FieldReader current() {
        FieldReader records = reader;
        if (records == null) {
            throw new IllegalStateException("next() first");
        }
        return records;
    }

    @Override
    public String place() {
        FieldReader records = reader;
        String version = keys.number(FileContentColumn.VERSION.sqlName())
                .map(number -> "@" + number)
                .orElse("");
        String file = keys.required(FileContentColumn.SPACE_ID.sqlName()) + "/"
                + keys.required(FileContentColumn.DENTRY_ID.sqlName()) + version;
        return records == null || !hasRecord
                ? file
                : file + ", record " + records.recordNumber() + ", byte offset " + records.byteOffset();
    }

    @Override
    public void close() {
        closed = true;
        FieldReader records = reader;
        if (records != null) {
            records.close();
        }
    }
}
