// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.content.FieldReader;
import io.github.dingtalksql.content.FileContents;
import io.github.dingtalksql.remote.RemoteFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a CSV file. Slices, decodes and parses the fields asked for only; of the others it counts the delimiters. */
public final class CsvRows implements TypedReader {
    private final FieldReader reader;
    private final CsvSettings settings;
    private final CsvLayout layout;
    private final int[] wanted;
    private final FileColumn[] columns;
    private final FieldValues values;
    private final Misfits misfits;
    private @Nullable Object[] row;
    private boolean headerIsRead;

    /** @param wanted positions in {@code layout.columns()}, in the order of the rows' values */
    public CsvRows(RemoteFile file, CsvSettings settings, CsvLayout layout, int[] wanted, Execution execution) {
        this.reader = FileContents.open(file, CsvSampling.options(settings, layout.charset()), layout.dialect());
        this.settings = settings;
        this.layout = layout;
        this.wanted = wanted.clone();
        List<FileColumn> all = layout.columns();
        this.columns = new FileColumn[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            columns[i] = all.get(wanted[i]);
        }
        this.values = new FieldValues(settings.columns().isEmpty());
        this.misfits = new Misfits(
                file.name(),
                settings.onError(),
                settings.columns().isEmpty()
                        ? "The types were found in the first bytes of the file: raise sample_bytes, give columns, or read"
                                + " all as text with all_varchar => true"
                        : "Correct the argument columns, or the file",
                execution);
        this.row = new @Nullable Object[wanted.length];
        this.headerIsRead = !settings.header();
    }

    @Override
    public boolean next() {
        while (CsvSampling.next(reader, layout.dialect())) {
            boolean isEmpty = reader.byteLength() == 0;
            if (!headerIsRead) {
                headerIsRead = !isEmpty;
                continue;
            }
            if (isEmpty && layout.columns().size() > 1) {
                continue;
            }
            if (fill()) {
                return true;
            }
        }
        misfits.tell();
        return false;
    }

    /** False if the record is to be left out. */
    private boolean fill() {
        int fields = reader.fieldCount();
        boolean fits = fields == layout.columns().size();
        if (!fits) {
            misfits.fields(fields, layout.columns().size(), reader.recordNumber(), reader.byteOffset());
        }
        if (!fits && settings.onError() == OnError.SKIP) {
            return false;
        }
        row = new @Nullable Object[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            String field = reader.field(wanted[i]);
            if (field == null || settings.isNull(field) && !reader.isQuoted(wanted[i])) {
                continue;
            }
            Object value = values.parse(field, columns[i].type());
            if (value == null) {
                misfits.value(columns[i], reader.recordNumber(), reader.byteOffset(), field);
                if (settings.onError() == OnError.SKIP) {
                    return false;
                }
            }
            row[i] = value;
        }
        return true;
    }

    @Override
    public @Nullable Object[] row() {
        return row;
    }

    @Override
    public void close() {
        misfits.tell();
        reader.close();
    }
}
