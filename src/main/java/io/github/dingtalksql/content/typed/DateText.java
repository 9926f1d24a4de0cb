// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Dates and times as they are written: {@code 2024-01-05}, {@code 2024/1/5}, {@code 2024年1月5日}; {@code 9:30},
 * {@code 09:30:00.123}; both, with a blank or a {@code T} between. Times with an offset are not among them, nor those
 * with more than milliseconds.
 */
final class DateText {
    /** Answer: it is not. */
    static final long NONE = Long.MIN_VALUE;

    private static final long DAY = 86_400_000L;

    private DateText() {}

    /** Days since 1970-01-01. */
    static long date(String text) {
        return date(text, text.length());
    }

    /** Milliseconds since midnight. */
    static long time(String text) {
        return time(text, 0);
    }

    /** Milliseconds since 1970-01-01 00:00; a date alone is its midnight. */
    static long timestamp(String text) {
        int behind = endOfDate(text);
        long day = date(text, behind);
        if (day == NONE || behind == text.length()) {
            return day == NONE ? NONE : day * DAY;
        }
        char separator = text.charAt(behind);
        boolean separated = separator == 'T' || separator == ' ';
        long time = separated || text.charAt(behind - 1) == '日' ? time(text, separated ? behind + 1 : behind) : NONE;
        return time == NONE ? NONE : day * DAY + time;
    }

    private static int endOfDate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 'T' || c == ' ') {
                return i;
            }
            if (c == '日') {
                return i + 1;
            }
        }
        return text.length();
    }

    private static long date(String text, int end) {
        int year = number(text, 0, 4, end);
        if (end < 8 || year < 0 || Character.digit(text.charAt(3), 10) < 0) {
            return NONE;
        }
        char separator = text.charAt(4);
        boolean chinese = separator == '年';
        if (separator != '-' && separator != '/' && !chinese) {
            return NONE;
        }
        int monthEnd = digitsEnd(text, 5, end);
        if (monthEnd >= end || text.charAt(monthEnd) != (chinese ? '月' : separator)) {
            return NONE;
        }
        int dayEnd = digitsEnd(text, monthEnd + 1, end);
        boolean ends = chinese ? dayEnd == end - 1 && text.charAt(dayEnd) == '日' : dayEnd == end;
        int month = number(text, 5, monthEnd, end);
        int day = number(text, monthEnd + 1, dayEnd, end);
        if (!ends || month < 1 || month > 12 || day < 1 || day > 31) {
            return NONE;
        }
        try {
            return LocalDate.of(year, month, day).toEpochDay();
        } catch (DateTimeException e) {
            return NONE;
        }
    }

    private static long time(String text, int from) {
        int end = text.length();
        int hourEnd = digitsEnd(text, from, end);
        int hour = number(text, from, hourEnd, end);
        if (hour < 0 || hour > 23 || hourEnd >= end || text.charAt(hourEnd) != ':') {
            return NONE;
        }
        int minuteEnd = digitsEnd(text, hourEnd + 1, end);
        int minute = number(text, hourEnd + 1, minuteEnd, end);
        if (minuteEnd != hourEnd + 3 || minute > 59) {
            return NONE;
        }
        long millis = (hour * 60L + minute) * 60_000;
        if (minuteEnd == end) {
            return millis;
        }
        int secondEnd = digitsEnd(text, minuteEnd + 1, end);
        int second = number(text, minuteEnd + 1, secondEnd, end);
        if (text.charAt(minuteEnd) != ':' || secondEnd != minuteEnd + 3 || second > 59) {
            return NONE;
        }
        millis += second * 1000L;
        return secondEnd == end ? millis : withFraction(text, secondEnd, millis);
    }

    private static long withFraction(String text, int point, long millis) {
        if (text.charAt(point) != '.' || point + 1 == text.length() || text.length() > point + 10) {
            return NONE;
        }
        int fraction = 0;
        for (int i = point + 1; i < Math.max(text.length(), point + 4); i++) {
            int digit = i < text.length() ? text.charAt(i) - '0' : 0;
            if (digit < 0 || digit > 9 || i > point + 3 && digit != 0) {
                return NONE;
            }
            fraction = i <= point + 3 ? fraction * 10 + digit : fraction;
        }
        return millis + fraction;
    }

    /** Behind the ASCII digits at {@code from}, at most two. */
    private static int digitsEnd(String text, int from, int end) {
        int at = from;
        while (at < end && at < from + 2 && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    /** -1 if these are not all digits, or none. */
    private static int number(String text, int from, int to, int end) {
        int number = from < to && to <= end ? 0 : -1;
        for (int i = from; i < to && number >= 0; i++) {
            int digit = text.charAt(i) - '0';
            number = digit >= 0 && digit <= 9 ? number * 10 + digit : -1;
        }
        return number;
    }
}
