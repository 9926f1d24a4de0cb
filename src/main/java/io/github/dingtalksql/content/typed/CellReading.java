// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes out of the cell that is there what it holds. */
record CellReading(SheetCells cells, SharedStrings strings, XlsxWorkbook workbook) {
    /** What an error or a formula without a value stands for: why there is none. */
    @Nullable
    String problem() {
        if (cells.isNotCalculated()) {
            return "has a formula without a saved result: open the file in a spreadsheet program and save it";
        }
        return cells.kind() == SheetCells.Kind.ERROR ? "holds the error " + cells.text() : null;
    }

    /** Null if the cell is empty; ask for {@link #problem} first. */
    CellValues.@Nullable Content content() {
        if (!cells.hasValue()) {
            return null;
        }
        String text = cells.text().toString();
        return switch (cells.kind()) {
            case NUMBER -> new CellValues.Number(text, workbook.format(cells.style()));
            case BOOLEAN -> new CellValues.Flag(flag(text));
            case SHARED -> new CellValues.Text(shared(text));
            case TEXT, ISO, ERROR -> new CellValues.Text(CellText.unescaped(text));
        };
    }

    private boolean flag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> throw cells.malformed("cell " + cells.place() + " holds '" + text + "', which is no boolean");
        };
    }

    private String shared(String position) {
        String text = null;
        try {
            text = strings.at(Integer.parseInt(position.strip()));
        } catch (NumberFormatException e) {
            // Told below.
        }
        if (text == null) {
            throw cells.malformed(
                    "cell " + cells.place() + " refers to the shared text " + position + ", which is not there");
        }
        return text;
    }
}
