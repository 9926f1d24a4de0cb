// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import java.time.LocalDate;

/** The numbers that stand for dates and times in a workbook: days since 1900 or 1904, and parts of a day. */
record CellDates(boolean from1904) {
    /** Answer: it is none. */
    static final long NONE = Long.MIN_VALUE;

    static final long DAY = 86_400_000L;

    private static final long BEGIN_1904 = LocalDate.of(1904, 1, 1).toEpochDay();
    /** Of the days before the one that never was. */
    private static final long BEGIN_1900 = LocalDate.of(1899, 12, 31).toEpochDay();

    /** 1900-02-29 as Excel counts, for Lotus 1-2-3 did. */
    private static final int NEVER = 60;

    /** 9999-12-31. */
    private static final int LAST = 2_958_465;

    /** Milliseconds since 1970-01-01. */
    long millis(double number) {
        if (!(number >= 0 && number < LAST + 1)) {
            return NONE;
        }
        // Milliseconds are what is left of the seconds that a user typed.
        long millis = Math.round(number * DAY);
        long days = Math.floorDiv(millis, DAY);
        if (from1904) {
            return BEGIN_1904 * DAY + millis;
        }
        if (days == NEVER) {
            return NONE;
        }
        return (BEGIN_1900 - (days > NEVER ? 1 : 0)) * DAY + millis;
    }

    /** Days since 1970-01-01. */
    long days(double number) {
        long millis = millis(number);
        // Day 0 is shown as 1900-01-00.
        boolean isDay = millis != NONE && Math.floorMod(millis, DAY) == 0 && (from1904 || number >= 1);
        return isDay ? Math.floorDiv(millis, DAY) : NONE;
    }

    /** Milliseconds since midnight. */
    static long timeOfDay(double number) {
        long millis = number >= 0 && number < 1 ? Math.round(number * DAY) : NONE;
        return millis == DAY ? NONE : millis;
    }
}
