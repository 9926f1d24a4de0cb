// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.content.CsvDialect;
import io.github.dingtalksql.content.FieldReader;
import io.github.dingtalksql.content.RecordMapper;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Values of the records of a CSV file. Slices, decodes and parses the fields asked for only; of the others it counts the
 * delimiters. Where records that do not fit are left out, all fields that are no text are parsed: which rows there are must
 * not depend on what is asked of them.
 */
final class CsvValues implements RecordMapper {
    private static final Object MISFIT = new Object();

    private final CsvSettings settings;
    private final CsvLayout layout;
    private final Selection wanted;
    /** Columns that are not wanted and decide all the same whether a record is left out. */
    private final int[] checked;

    private final FieldValues values;
    private final Misfits misfits;
    /** Whether all that is before the first row has been read. */
    private volatile boolean isBegun;

    CsvValues(CsvSettings settings, CsvLayout layout, Selection wanted, Misfits misfits) {
        this.settings = settings;
        this.layout = layout;
        this.wanted = wanted;
        this.checked = settings.onError() == OnError.SKIP ? others(wanted.columns(), layout.columns()) : new int[0];
        this.values = new FieldValues(settings.columns().isEmpty());
        this.misfits = misfits;
    }

    private static int[] others(int[] wanted, List<FileColumn> columns) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).type().kind() != FieldType.Kind.VARCHAR)
                .filter(i -> IntStream.of(wanted).noneMatch(other -> other == i))
                .toArray();
    }

    @Override
    public int width() {
        return wanted.width();
    }

    /** What does not fit is counted in the order of the file, unless it is an error anyway. */
    @Override
    public boolean isDivisible() {
        return isBegun && settings.onError() == OnError.FAIL;
    }

    @Override
    public boolean map(FieldReader record, @Nullable Object[] row) {
        CsvDialect dialect = layout.dialect();
        if (dialect.hasComment() && record.startsWith(dialect.comment())) {
            return false;
        }
        boolean isEmpty = record.byteLength() == 0;
        if (!isBegun) {
            boolean isBehindStart = record.recordNumber() > dialect.plainLines();
            isBegun = isBehindStart && !(settings.header() && isEmpty);
            if (!isBehindStart || settings.header()) {
                return false;
            }
        }
        return !(isEmpty && layout.columns().size() > 1) && fill(record, row);
    }

    /** False if the record is to be left out. */
    private boolean fill(FieldReader record, @Nullable Object[] row) {
        int fields = record.fieldCount();
        boolean fits = fields == layout.columns().size();
        if (!fits) {
            misfits.fields(fields, layout.columns().size(), record.recordNumber(), record.byteOffset());
        }
        if (!fits && settings.onError() == OnError.SKIP) {
            return false;
        }
        if (settings.onError() == OnError.SKIP) {
            // Whether a record is counted as one that does not fit must not depend on the conditions.
            return fill(wanted.tested(), record, row)
                    && fill(wanted.others(), record, row)
                    && othersFit(record)
                    && wanted.accepts(row);
        }
        fill(wanted.tested(), record, row);
        if (!wanted.accepts(row)) {
            return false;
        }
        fill(wanted.others(), record, row);
        return true;
    }

    /** False if a value does not fit and its record is to be left out. */
    private boolean fill(int[] places, FieldReader record, @Nullable Object[] row) {
        for (int place : places) {
            Object value = value(wanted.column(place), record);
            if (value == MISFIT && settings.onError() == OnError.SKIP) {
                return false;
            }
            row[place] = value == MISFIT ? null : value;
        }
        return true;
    }

    private boolean othersFit(FieldReader record) {
        for (int column : checked) {
            if (value(column, record) == MISFIT) {
                return false;
            }
        }
        return true;
    }

    /** Of one field: null, or {@link #MISFIT}, which is counted. */
    private @Nullable Object value(int position, FieldReader record) {
        String field = record.field(position);
        if (field == null || settings.isNull(field) && !record.isQuoted(position)) {
            return null;
        }
        FileColumn column = layout.columns().get(position);
        Object value = values.parse(field, column.type());
        if (value == null) {
            misfits.value(column, record.recordNumber(), record.byteOffset(), field);
            return MISFIT;
        }
        return value;
    }
}
