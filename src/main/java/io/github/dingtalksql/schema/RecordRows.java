// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.content.FieldReader;
import io.github.dingtalksql.content.RecordReader;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.RowSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records of one file as rows of {@code file_content}. */
final class RecordRows implements RowSource {
    private final Supplier<FieldReader> opener;
    private final KeyValues keys;
    private final RecordValues values;
    private final long lastRecord;
    private final Execution execution;
    private volatile boolean closed;
    private volatile @Nullable FieldReader reader;
    private @Nullable Object @Nullable [] row;
    /** One that was begun for a record that did not pass. */
    private @Nullable Object @Nullable [] spare;

    /** @param lastRecord number of the last record wanted; less than 1 for none */
    RecordRows(
            Supplier<FieldReader> opener, KeyValues keys, RecordValues values, long lastRecord, Execution execution) {
        this.opener = opener;
        this.keys = keys;
        this.values = values;
        this.lastRecord = lastRecord;
        this.execution = execution;
    }

    @Override
    public boolean next() {
        FieldReader records = reader;
        while (true) {
            execution.check();
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
            if (row != null && values.areSameForAll()) {
                return true;
            }
            @Nullable Object[] next = spare == null ? new @Nullable Object[values.width()] : spare;
            boolean passes = values.fill(next, records);
            spare = passes ? null : next;
            if (passes) {
                row = next;
                return true;
            }
        }
    }

    private boolean ended() {
        close();
        row = null;
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
