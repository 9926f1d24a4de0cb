// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.remote.RemoteFile;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a sheet. Those without a value are left out. Shared texts are looked up, and so read, only for the columns
 * asked for, and of rows that do not fulfil a condition only up to its column.
 */
public final class XlsxRows implements TypedReader {
    private final String fileName;
    private final XlsxSettings settings;
    private final XlsxLayout layout;
    private final SheetCells cells;
    private final SharedStrings strings;
    private final CellReading reading;
    private final CellValues values;
    private final Selection wanted;
    /** For each column where its value goes; -1: nowhere. */
    private final int[] placeOf;

    private final Misfits misfits;
    private @Nullable Object[] row;

    public XlsxRows(RemoteFile file, XlsxSettings settings, XlsxLayout layout, Selection wanted, Execution execution) {
        this.fileName = file.name();
        XlsxWorkbook workbook = layout.workbook();
        this.settings = settings;
        this.layout = layout;
        this.cells = new SheetCells(file, layout.sheet(), settings.maxRecordBytes());
        this.strings = new SharedStrings(
                file, workbook.sharedStrings(), settings.maxRecordBytes(), settings.mostStringBytes());
        this.reading = new CellReading(cells, strings, workbook);
        this.values = new CellValues(workbook, settings.columns().isEmpty());
        this.wanted = wanted;
        this.placeOf = new int[layout.columns().size()];
        Arrays.fill(placeOf, -1);
        for (int place = 0; place < wanted.width(); place++) {
            placeOf[wanted.column(place)] = place;
        }
        this.misfits = new Misfits(
                file.name(),
                settings.onError(),
                settings.columns().isEmpty()
                        ? "The types were found in the first rows: raise sample_bytes, give columns or range, or read all"
                                + " as text with all_varchar => true"
                        : "Correct the arguments columns or range, or the file",
                execution);
        this.row = new @Nullable Object[wanted.width()];
    }

    @Override
    public boolean next() {
        CellRange range = settings.rangeOrAll();
        while (cells.nextRow() && cells.row() <= range.lastRow()) {
            boolean isBefore = settings.header() ? cells.row() <= layout.firstRow() : cells.row() < layout.firstRow();
            if (!isBefore && cells.row() >= range.firstRow() && fill(range)) {
                return true;
            }
        }
        misfits.tell();
        return false;
    }

    /** False if there is nothing in the row, or it is to be left out. */
    private boolean fill(CellRange range) {
        row = new @Nullable Object[wanted.width()];
        boolean any = false;
        boolean fits = true;
        boolean isWanted = true;
        while (cells.nextCell()) {
            int column = cells.column() - layout.firstColumn();
            if (column < 0 || column >= placeOf.length) {
                boolean isInRange = cells.column() >= range.firstColumn() && cells.column() <= range.lastColumn();
                if (isInRange && cells.isFilled()) {
                    any = true;
                    fits = false;
                    misfits.at(
                            cellPlace(),
                            "the cell is outside of the " + placeOf.length + " columns of the table, which"
                                    + " begin at " + CellRange.letters(layout.firstColumn()));
                }
                continue;
            }
            any |= cells.isFilled();
            int place = placeOf[column];
            if (place >= 0 && isWanted) {
                fits &= fill(layout.columns().get(column), place);
                // Whether a row is counted as one that does not fit must not depend on the conditions.
                isWanted = settings.onError() == OnError.SKIP || wanted.accepts(place, row[place]);
            }
        }
        return any && (fits || settings.onError() != OnError.SKIP) && wanted.accepts(row);
    }

    /** False if the cell does not fit. */
    private boolean fill(FileColumn column, int place) {
        boolean isText = column.type().kind() == FieldType.Kind.VARCHAR;
        String problem = reading.problem();
        if (problem != null && !(isText && cells.kind() == SheetCells.Kind.ERROR)) {
            misfits.at(", column " + column.name() + cellPlace(), "the cell " + problem);
            return false;
        }
        CellValues.Content content = reading.content();
        boolean isBlank = content instanceof CellValues.Text text && text.text().isEmpty() && !isText;
        if (content == null || isBlank) {
            return true;
        }
        Object value = values.value(content, column.type());
        if (value == null) {
            misfits.value(", column " + column.name() + cellPlace(), shown(content), column.type());
            return false;
        }
        row[place] = value;
        return true;
    }

    private String shown(CellValues.Content content) {
        Object text = values.value(content, FieldType.VARCHAR);
        return text == null ? cells.text().toString() : text.toString();
    }

    private String cellPlace() {
        return ", sheet '" + layout.sheet().name() + "', cell " + cells.place();
    }

    @Override
    public @Nullable Object[] row() {
        return row;
    }

    @Override
    public String place() {
        return fileName + ", sheet '" + layout.sheet().name() + "', row " + cells.row();
    }

    @Override
    public void close() {
        misfits.tell();
        cells.close();
        strings.close();
    }
}
