// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.ErrorCode;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Where the reader of a result stands. Looks one row ahead only if it is asked whether there is one. */
final class RowPosition {
    private final RunningQuery query;
    private final int columnCount;
    private final long maxRows;
    private long rowsRead;
    private boolean onRow;
    private boolean ended;
    /** Whether there is a row after this one, if that is known; then {@link #kept} has this row's values. */
    private @Nullable Boolean hasNext;

    private @Nullable Object @Nullable [] kept;

    /** @param maxRows 0 for all */
    RowPosition(RunningQuery query, int columnCount, long maxRows) {
        this.query = query;
        this.columnCount = columnCount;
        this.maxRows = maxRows;
    }

    boolean next() throws SQLException {
        Boolean known = hasNext;
        hasNext = null;
        kept = null;
        onRow = false;
        onRow = known == null ? advance() : known;
        if (onRow) {
            rowsRead++;
        }
        return onRow;
    }

    private boolean advance() throws SQLException {
        if (ended) {
            return false;
        }
        if (maxRows != 0 && rowsRead >= maxRows) {
            query.close("The most rows that were asked for are read");
            ended = true;
            return false;
        }
        ended = !query.next();
        return !ended;
    }

    private boolean lookAhead() throws SQLException {
        Boolean known = hasNext;
        if (known != null) {
            return known;
        }
        if (onRow) {
            @Nullable Object[] values = new Object[columnCount];
            for (int i = 0; i < columnCount; i++) {
                values[i] = query.value(i);
            }
            kept = values;
        }
        boolean found = advance();
        hasNext = found;
        return found;
    }

    /** Number of the current row, from 1; 0 if there is none. */
    long number() {
        return onRow ? rowsRead : 0;
    }

    /** False also if there are no rows at all. */
    boolean isBeforeFirst() throws SQLException {
        return rowsRead == 0 && lookAhead();
    }

    boolean isAfterLast() {
        return rowsRead > 0 && !onRow && ended;
    }

    boolean isLast() throws SQLException {
        return onRow && !lookAhead();
    }

    /** @param column 0-based */
    @Nullable
    Object value(int column) throws SQLException {
        if (!onRow) {
            throw SqlErrors.of(
                    ErrorCode.INVALID_STATE,
                    ended
                            ? "There is no current row: all rows are read"
                            : "There is no current row: call next() first");
        }
        return kept == null ? query.value(column) : kept[column];
    }
}
