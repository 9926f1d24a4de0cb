// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rectangle of cells. Rows are 1-based as they are shown, columns 0-based; both ends belong to it.
 *
 * @param lastColumn {@link #MOST_COLUMNS} if it has no end
 * @param lastRow {@link Integer#MAX_VALUE} if it has no end
 */
public record CellRange(int firstColumn, int firstRow, int lastColumn, int lastRow) {
    /** Most columns of a sheet: A to XFD. */
    static final int MOST_COLUMNS = 16_384;

    /** Most rows of a sheet. */
    static final int MOST_ROWS = 1_048_576;

    static final CellRange ALL = new CellRange(0, 1, MOST_COLUMNS, Integer.MAX_VALUE);

    private static final Pattern RANGE =
            Pattern.compile("([A-Z]{1,3})([1-9]\\d{0,6})?(?::([A-Z]{1,3})?([1-9]\\d{0,6})?)?");
    private static final int LETTERS = 26;

    /**
     * Reads {@code B2:F100}, {@code B:F}, {@code B2:F} or {@code B2}: from there on.
     *
     * @throws DingTalkException {@code INVALID_ARGUMENT}
     */
    public static CellRange parse(String text) {
        Matcher matcher = RANGE.matcher(text.strip().replace("$", "").toUpperCase(Locale.ROOT));
        if (matcher.matches()) {
            CellRange range = new CellRange(
                    column(matcher.group(1)),
                    matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2)),
                    matcher.group(3) == null ? MOST_COLUMNS : column(matcher.group(3)),
                    matcher.group(4) == null ? Integer.MAX_VALUE : Integer.parseInt(matcher.group(4)));
            boolean fits = range.firstColumn >= 0 && range.lastColumn >= 0 && range.firstRow <= MOST_ROWS;
            if (fits && range.firstColumn <= range.lastColumn && range.firstRow <= range.lastRow) {
                return range;
            }
        }
        throw new DingTalkException(
                ErrorCode.INVALID_ARGUMENT,
                "range must be like 'B2:F100', 'B:F' or 'B2' (from there on), within A1:XFD1048576, but is '" + text
                        + "'");
    }

    boolean hasColumns() {
        return lastColumn != MOST_COLUMNS;
    }

    /** 0-based; -1 if these are no letters of a column. */
    static int column(CharSequence letters) {
        int column = 0;
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            if (letter < 'A' || letter > 'Z' || column > MOST_COLUMNS) {
                return -1;
            }
            column = column * LETTERS + letter - 'A' + 1;
        }
        return column > MOST_COLUMNS ? -1 : column - 1;
    }

    /** The letters of a column. */
    static String letters(int column) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column + 1; rest > 0; rest = (rest - 1) / LETTERS) {
            letters.insert(0, (char) ('A' + (rest - 1) % LETTERS));
        }
        return letters.toString();
    }

    /** As it is shown: {@code C5}. */
    static String cell(int column, int row) {
        return letters(column) + row;
    }
}
