// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.content.zip.ZipPart;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a workbook says of itself: its sheets, and how the numbers in them are meant.
 *
 * @param fileName for messages
 * @param from1904 whether days are counted from 1904-01-01 on
 * @param sharedStrings null if its cells share none
 * @param formats by the number that a cell has for its style
 */
record XlsxWorkbook(
        String fileName,
        boolean from1904,
        List<XlsxSheet> sheets,
        @Nullable ZipPart sharedStrings,
        List<CellFormat> formats) {
    private static final int MOST_NAMES_SHOWN = 20;

    XlsxWorkbook {
        sheets = List.copyOf(sheets);
        formats = List.copyOf(formats);
    }

    /**
     * The sheet of this name, else at this position; without, the first that is to be seen.
     *
     * @throws DingTalkException {@code INVALID_ARGUMENT} if there is none, naming those that there are
     */
    XlsxSheet sheet(@Nullable String nameOrPosition) {
        XlsxSheet sheet = nameOrPosition == null ? firstShown() : find(nameOrPosition);
        if (sheet == null) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < Math.min(MOST_NAMES_SHOWN, sheets.size()); i++) {
                names.add((i + 1) + " '" + sheets.get(i).name() + "'"
                        + (sheets.get(i).hidden() ? " (hidden)" : ""));
            }
            throw new DingTalkException(
                    ErrorCode.INVALID_ARGUMENT,
                    "File " + fileName + " has no sheet "
                            + (nameOrPosition == null ? "that is not hidden" : "'" + nameOrPosition + "'") + ". It has "
                            + String.join(", ", names) + (sheets.size() > MOST_NAMES_SHOWN ? ", …" : ""));
        }
        if (sheet.part() == null) {
            throw new DingTalkException(
                    ErrorCode.UNSUPPORTED,
                    "Sheet '" + sheet.name() + "' of file " + fileName + " has no cells: it is a chart or a macro");
        }
        return sheet;
    }

    private @Nullable XlsxSheet firstShown() {
        for (XlsxSheet sheet : sheets) {
            if (!sheet.hidden() && sheet.part() != null) {
                return sheet;
            }
        }
        return null;
    }

    private @Nullable XlsxSheet find(String nameOrPosition) {
        for (XlsxSheet sheet : sheets) {
            if (sheet.name().equals(nameOrPosition)) {
                return sheet;
            }
        }
        for (XlsxSheet sheet : sheets) {
            if (sheet.name().equalsIgnoreCase(nameOrPosition)) {
                return sheet;
            }
        }
        int position = nameOrPosition.matches("\\d{1,6}") ? Integer.parseInt(nameOrPosition) : 0;
        return position >= 1 && position <= sheets.size() ? sheets.get(position - 1) : null;
    }

    /** @param style what the cell has; null if it has none */
    CellFormat format(@Nullable String style) {
        if (style == null) {
            return CellFormat.NUMBER;
        }
        try {
            int at = Integer.parseInt(style);
            return at >= 0 && at < formats.size() ? formats.get(at) : CellFormat.NUMBER;
        } catch (NumberFormatException e) {
            return CellFormat.NUMBER;
        }
    }
}
