// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.content.FieldReader;
import io.github.dingtalksql.content.FileContents;
import io.github.dingtalksql.remote.RemoteFile;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a CSV file. Slices, decodes and parses the fields asked for only; of the others it counts the delimiters. Where
 * records that do not fit are left out, all fields that are no text are parsed: which rows there are must not depend on
 * what is asked of them.
 */
public final class CsvRows implements TypedReader {
    private static final Object MISFIT = new Object();

    private final String fileName;
    private final FieldReader reader;
    private final CsvSettings settings;
    private final CsvLayout layout;
    private final Selection wanted;
    /** Columns that are not wanted and decide all the same whether a record is left out. */
    private final int[] checked;

    private final FieldValues values;
    private final Misfits misfits;
    private @Nullable Object[] row;
    private boolean headerIsRead;

    public CsvRows(RemoteFile file, CsvSettings settings, CsvLayout layout, Selection wanted, Execution execution) {
        this.fileName = file.name();
        this.reader = FileContents.open(file, CsvSampling.options(settings, layout.charset()), layout.dialect());
        this.settings = settings;
        this.layout = layout;
        this.wanted = wanted;
        this.checked = settings.onError() == OnError.SKIP ? others(wanted.columns(), layout.columns()) : new int[0];
        this.values = new FieldValues(settings.columns().isEmpty());
        this.misfits = new Misfits(
                file.name(),
                settings.onError(),
                settings.columns().isEmpty()
                        ? "The types were found in the first bytes of the file: raise sample_bytes, give columns, or read"
                                + " all as text with all_varchar => true"
                        : "Correct the argument columns, or the file",
                execution);
        this.row = new @Nullable Object[wanted.width()];
        this.headerIsRead = !settings.header();
    }

    private static int[] others(int[] wanted, List<FileColumn> columns) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).type().kind() != FieldType.Kind.VARCHAR)
                .filter(i -> IntStream.of(wanted).noneMatch(other -> other == i))
                .toArray();
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
        row = new @Nullable Object[wanted.width()];
        if (settings.onError() == OnError.SKIP) {
            // Whether a record is counted as one that does not fit must not depend on the conditions.
            return fill(wanted.tested()) && fill(wanted.others()) && othersFit() && wanted.accepts(row);
        }
        fill(wanted.tested());
        if (!wanted.accepts(row)) {
            return false;
        }
        fill(wanted.others());
        return true;
    }

    /** False if a value does not fit and its record is to be left out. */
    private boolean fill(int[] places) {
        for (int place : places) {
            Object value = value(wanted.column(place));
            if (value == MISFIT && settings.onError() == OnError.SKIP) {
                return false;
            }
            row[place] = value == MISFIT ? null : value;
        }
        return true;
    }

    private boolean othersFit() {
        for (int column : checked) {
            if (value(column) == MISFIT) {
                return false;
            }
        }
        return true;
    }

    /** Of one field: null, or {@link #MISFIT}, which is counted. */
    private @Nullable Object value(int position) {
        String field = reader.field(position);
        if (field == null || settings.isNull(field) && !reader.isQuoted(position)) {
            return null;
        }
        FileColumn column = layout.columns().get(position);
        Object value = values.parse(field, column.type());
        if (value == null) {
            misfits.value(column, reader.recordNumber(), reader.byteOffset(), field);
            return MISFIT;
        }
        return value;
    }

    @Override
    public @Nullable Object[] row() {
        return row;
    }

    @Override
    public String place() {
        return fileName + ", record " + reader.recordNumber() + ", byte offset " + reader.byteOffset();
    }

    @Override
    public void close() {
        misfits.tell();
        reader.close();
    }
}
