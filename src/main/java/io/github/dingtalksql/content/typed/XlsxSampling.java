// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.remote.RemoteFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where in a workbook a table is and what its columns are: from the directory, the small parts, the first rows
 * of the sheet and the shared texts up to those of the header.
 */
public final class XlsxSampling {
    private final XlsxSettings settings;
    private final RemoteFile file;
    private final byte[] head;
    private final long total;
    private final Map<Integer, String> names = new TreeMap<>();
    private final Map<Integer, CellGuess> guesses = new TreeMap<>();

    /**
     * @param head the first bytes of the file
     * @param total bytes of the file
     */
    public XlsxSampling(XlsxSettings settings, RemoteFile file, byte[] head, long total) {
        this.settings = settings;
        this.file = file;
        this.head = head.clone();
        this.total = total;
    }

    public XlsxLayout layout() {
        XlsxWorkbook workbook = XlsxParts.read(file, head, total);
        XlsxSheet sheet = workbook.sheet(settings.sheet());
        try (SheetCells cells = new SheetCells(file, sheet, settings.maxRecordBytes());
                SharedStrings strings = new SharedStrings(
                        file, workbook.sharedStrings(), settings.maxRecordBytes(), settings.mostStringBytes())) {
            return layout(workbook, sheet, cells, new CellReading(cells, strings, workbook));
        }
    }

    private XlsxLayout layout(XlsxWorkbook workbook, XlsxSheet sheet, SheetCells cells, CellReading reading) {
        CellRange range = settings.rangeOrAll();
        int firstRow = 0;
        boolean wantsTypes = settings.columns().isEmpty();
        while (cells.bytes() <= settings.sampleBytes() && cells.nextRow() && cells.row() <= range.lastRow()) {
            boolean isHeader = firstRow == 0 && settings.header();
            if (cells.row() >= range.firstRow() && considerRow(range, isHeader, cells, reading)) {
                firstRow = firstRow == 0 ? cells.row() : firstRow;
                if (!wantsTypes) {
                    break;
                }
            }
        }
        boolean sawNothing = firstRow == 0 && cells.bytes() > settings.sampleBytes();
        if (sawNothing && !range.hasColumns()) {
            throw cells.malformed("there is nothing in its first " + cells.bytes()
                    + " bytes. Raise sample_bytes, or give range and columns");
        }
        return new XlsxLayout(workbook, sheet, firstColumn(range), firstRow, columns(range));
    }

    /** False if there is nothing in the row. */
    private boolean considerRow(CellRange range, boolean isHeader, SheetCells cells, CellReading reading) {
        boolean any = false;
        CellValues values = new CellValues(reading.workbook(), true);
        while (cells.nextCell()) {
            int column = cells.column();
            if (column < range.firstColumn() || column > range.lastColumn() || !cells.isFilled()) {
                continue;
            }
            any = true;
            guesses.computeIfAbsent(column, key -> new CellGuess());
            if (guesses.size() > settings.maxColumns()) {
                throw new DingTalkException(
                        ErrorCode.MALFORMED_CONTENT,
                        "File " + file.name() + " has more columns than maxColumns = " + settings.maxColumns()
                                + "; give range, or raise the property maxColumns");
            }
            boolean isProblem = reading.problem() != null;
            if (isHeader) {
                names.put(column, isProblem ? "" : name(reading.content(), values));
            } else if (!isProblem) {
                guesses.get(column).add(kind(cells, reading, values));
            }
        }
        return any;
    }

    private static String name(CellValues.@Nullable Content content, CellValues values) {
        Object name = content == null ? null : values.value(content, FieldType.VARCHAR);
        return name == null ? "" : name.toString();
    }

    /** Without looking up what a shared text is. */
    private static FieldType.Kind kind(SheetCells cells, CellReading reading, CellValues values) {
        return switch (cells.kind()) {
            case BOOLEAN -> FieldType.Kind.BOOLEAN;
            case NUMBER ->
                values.kind(new CellValues.Number(
                        cells.text().toString(), reading.workbook().format(cells.style())));
            case ISO -> iso(cells.text().toString());
            case SHARED, TEXT, ERROR -> FieldType.Kind.VARCHAR;
        };
    }

    private static FieldType.Kind iso(String text) {
        if (DateText.date(text) != DateText.NONE) {
            return FieldType.Kind.DATE;
        }
        if (DateText.time(text) != DateText.NONE) {
            return FieldType.Kind.TIME;
        }
        return DateText.timestamp(text) == DateText.NONE ? FieldType.Kind.VARCHAR : FieldType.Kind.TIMESTAMP;
    }

    private int firstColumn(CellRange range) {
        boolean begins = range.hasColumns() || guesses.isEmpty() || settings.range() != null;
        return begins ? range.firstColumn() : guesses.keySet().iterator().next();
    }

    private List<FileColumn> columns(CellRange range) {
        if (!settings.columns().isEmpty()) {
            return settings.columns();
        }
        int first = firstColumn(range);
        int last = range.hasColumns() ? range.lastColumn() : first;
        for (int column : range.hasColumns() ? List.<Integer>of() : guesses.keySet()) {
            last = Math.max(last, column);
        }
        if (last - first >= settings.maxColumns()) {
            throw new DingTalkException(
                    ErrorCode.MALFORMED_CONTENT,
                    "File " + file.name() + " has more columns than maxColumns = " + settings.maxColumns()
                            + "; give range, or raise the property maxColumns");
        }
        List<String> header = new ArrayList<>();
        for (int column = first; column <= last; column++) {
            header.add(names.getOrDefault(column, ""));
        }
        List<String> unique = ColumnNames.of(header);
        List<FileColumn> columns = new ArrayList<>();
        for (int column = first; column <= last; column++) {
            CellGuess guess = guesses.get(column);
            columns.add(new FileColumn(
                    unique.get(column - first),
                    guess == null || settings.allVarchar() ? FieldType.VARCHAR : guess.type()));
        }
        return columns;
    }
}
