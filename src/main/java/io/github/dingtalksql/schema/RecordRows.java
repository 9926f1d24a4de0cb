// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.content.MappedRecords;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.RowSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records of one file as rows of {@code file_content}. */
final class RecordRows implements RowSource {
    private final Supplier<MappedRecords> opener;
    private final KeyValues keys;
    private volatile boolean closed;
    private volatile @Nullable MappedRecords records;
    private boolean hasRow;

    RecordRows(Supplier<MappedRecords> opener, KeyValues keys) {
        this.opener = opener;
        this.keys = keys;
    }

    @Override
    public boolean next() {
        MappedRecords opened = records;
        if (opened == null) {
            if (closed) {
                return false;
            }
            opened = opened();
        }
        hasRow = opened.next();
        if (!hasRow) {
            close();
        }
        return hasRow;
    }

    private MappedRecords opened() {
        MappedRecords opened = opener.get();
        records = opened;
        if (closed) {
            opened.close();
        }
        return opened;
    }

    @Override
    public @Nullable Object[] row() {
        MappedRecords opened = records;
        if (opened == null) {
            throw new IllegalStateException("next() first");
        }
        return opened.values();
    }

    @Override
    public String place() {
        MappedRecords opened = records;
        String version = keys.number(FileContentColumn.VERSION.sqlName())
                .map(number -> "@" + number)
                .orElse("");
        String file = keys.required(FileContentColumn.SPACE_ID.sqlName()) + "/"
                + keys.required(FileContentColumn.DENTRY_ID.sqlName()) + version;
        return opened == null || !hasRow
                ? file
                : file + ", record " + opened.recordNumber() + ", byte offset " + opened.byteOffset();
    }

    @Override
    public void close() {
        closed = true;
        MappedRecords opened = records;
        if (opened != null) {
            opened.close();
        }
    }
}
