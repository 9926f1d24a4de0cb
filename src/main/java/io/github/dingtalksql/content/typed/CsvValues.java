// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.content.CsvDialect;
import io.github.dingtalksql.content.FieldReader;
import io.github.dingtalksql.content.FieldTexts;
import io.github.dingtalksql.content.RecordFold;
import io.github.dingtalksql.content.RecordMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** By place: what a text has to be one of; null if it may be anything. */
    private final List<@Nullable FieldTexts> texts;

    private final FieldValues values;
    private final Misfits misfits;
    /** Whether all that is before the first row has been read. */
    private volatile boolean isBegun;

    CsvValues(CsvSettings settings, CsvLayout layout, Selection wanted, Misfits misfits) {
        this.settings = settings;
        this.layout = layout;
        this.wanted = wanted;
        this.checked = settings.onError() == OnError.SKIP ? others(wanted.columns(), layout.columns()) : new int[0];
        this.texts = IntStream.range(0, wanted.width())
                .mapToObj(place -> texts(wanted, place))
                .collect(Collectors.toCollection(ArrayList::new));
        this.values = new FieldValues(settings.columns().isEmpty());
        this.misfits = misfits;
    }

    private static @Nullable FieldTexts texts(Selection wanted, int place) {
        Set<String> texts = wanted.texts(place);
        return texts == null ? null : new FieldTexts(texts);
    }

    private static int[] others(int[] wanted, List<FileColumn> columns) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).type().kind() != FieldType.Kind.VARCHAR)
                .filter(i -> IntStream.of(wanted).noneMatch(other -> other == i))
                .toArray();
    }

    @Override
    public @Nullable RecordFold fold() {
        return wanted.fold();
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
        if (!fillTested(record, row)) {
            return false;
        }
        fill(wanted.others(), record, row);
        return true;
    }

    /** False if a condition is not fulfilled. All values are looked at: what does not fit has to be told. */
    private boolean fillTested(FieldReader record, @Nullable Object[] row) {
        boolean passes = true;
        for (int place : wanted.tested()) {
            FieldTexts among = texts.get(place);
            if (among == null) {
                fill(place, record, row);
            } else {
                passes &= fillText(place, record, among, row);
            }
        }
        return passes && wanted.accepts(row);
    }

    private boolean fillText(int place, FieldReader record, FieldTexts among, @Nullable Object[] row) {
        int column = wanted.column(place);
        String found = record.fieldAmong(column, among);
        row[place] = found == null || isNull(found, column, record) ? null : found;
        return row[place] != null;
    }

    /** False if a value does not fit and its record is to be left out. */
    private boolean fill(int[] places, FieldReader record, @Nullable Object[] row) {
        for (int place : places) {
            if (!fill(place, record, row)) {
                return false;
            }
        }
        return true;
    }

    private boolean fill(int place, FieldReader record, @Nullable Object[] row) {
        Object value = value(wanted.column(place), record);
        row[place] = value == MISFIT ? null : value;
        return value != MISFIT || settings.onError() != OnError.SKIP;
    }

    private boolean othersFit(FieldReader record) {
        for (int column : checked) {
            if (value(column, record) == MISFIT) {
                return false;
            }
        }
        return true;
    }

    private boolean isNull(String field, int position, FieldReader record) {
        return settings.isNull(field) && !record.isQuoted(position);
    }

    /** Of one field: null, or {@link #MISFIT}, which is counted. */
    private @Nullable Object value(int position, FieldReader record) {
        FileColumn column = layout.columns().get(position);
        // A number may be what stands for null.
        Object number = settings.nullString() == null ? values.number(record, position, column.type()) : null;
        if (number != null) {
            return number;
        }
        String field = record.field(position);
        if (field == null || isNull(field, position, record)) {
            return null;
        }
        Object value = values.parse(field, column.type());
        if (value == null) {
            misfits.value(column, record.recordNumber(), record.byteOffset(), field);
            return MISFIT;
        }
        return value;
    }
}
