// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import java.util.List;

/**
 * Where in one workbook a table is, and how its cells are to be read.
 *
 * @param sheet where the table is
 * @param firstColumn of the sheet, 0-based; the others follow it
 * @param firstRow the first that has values, 1-based
 */
public record XlsxLayout(
        XlsxWorkbook workbook, XlsxSheet sheet, int firstColumn, int firstRow, List<FileColumn> columns) {
    public XlsxLayout {
        columns = List.copyOf(columns);
    }

    public String sheetName() {
        return sheet.name();
    }

    /**
     * Letters of a column of the table, as the sheet shows it: {@code C}.
     *
     * @param position 0-based
     */
    public String letters(int position) {
        return CellRange.letters(firstColumn + position);
    }

    /** Where the table begins: {@code B2}. */
    public String firstCell() {
        return CellRange.cell(firstColumn, Math.max(1, firstRow));
    }
}
