// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times between the values of a row and {@code java.sql}.
 *
 * <p>DATE, TIME and TIMESTAMP are what a clock on the wall shows, without a zone: they become the instant at which a
 * clock in the client's zone, or in the calendar's, shows the same. TIMESTAMP WITH LOCAL TIME ZONE is an instant.
 */
final class Times {
    private static final int LENGTH_OF_DATE = 10;

    private Times() {}

    /** The zone of a calendar, else the client's. */
    static ZoneId zone(@Nullable Calendar calendar) {
        return calendar == null
                ? ZoneId.systemDefault()
                : calendar.getTimeZone().toZoneId();
    }

    static LocalDateTime dateTime(Object value, ZoneId zone) {
        if (value instanceof LocalDateTime dateTime) {
            return dateTime;
        }
        if (value instanceof Instant instant) {
            return LocalDateTime.ofInstant(instant, zone);
        }
        if (value instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        if (value instanceof LocalTime time) {
            return LocalDate.EPOCH.atTime(time);
        }
        String text = text(value);
        if (text.length() <= LENGTH_OF_DATE) {
            return LocalDate.parse(text).atStartOfDay();
        }
        TemporalAccessor parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime offset
                ? offset.atZoneSameInstant(zone).toLocalDateTime()
                : (LocalDateTime) parsed;
    }

    static LocalDate date(Object value, ZoneId zone) {
        if (value instanceof LocalTime) {
            throw new IllegalArgumentException("a time is no date");
        }
        return value instanceof LocalDate date ? date : dateTime(value, zone).toLocalDate();
    }

    static LocalTime time(Object value, ZoneId zone) {
        if (value instanceof LocalTime time) {
            return time;
        }
        if (value instanceof LocalDate) {
            throw new IllegalArgumentException("a date is no time");
        }
        if (value instanceof String text && text.trim().indexOf(':') <= 2) {
            return LocalTime.parse(text.trim());
        }
        return dateTime(value, zone).toLocalTime();
    }

    static Instant instant(Object value, ZoneId zone) {
        return value instanceof Instant instant
                ? instant
                : dateTime(value, zone).atZone(zone).toInstant();
    }

    private static String text(Object value) {
        if (value instanceof String text) {
            return text.trim();
        }
        throw new IllegalArgumentException("not a date or time");
    }

    static Date sqlDate(Object value, @Nullable Calendar calendar) {
        LocalDate date = date(value, zone(calendar));
        return calendar == null ? Date.valueOf(date) : new Date(millis(date.atStartOfDay(), calendar));
    }

    static Time sqlTime(Object value, @Nullable Calendar calendar) {
        LocalDateTime time = LocalDate.EPOCH.atTime(time(value, zone(calendar)));
        // Not Time.valueOf: it drops the milliseconds.
        return new Time(calendar == null ? Timestamp.valueOf(time).getTime() : millis(time, calendar));
    }

    static Timestamp sqlTimestamp(Object value, @Nullable Calendar calendar) {
        if (value instanceof Instant instant) {
            return Timestamp.from(instant);
        }
        LocalDateTime dateTime = dateTime(value, zone(calendar));
        if (calendar == null) {
            return Timestamp.valueOf(dateTime);
        }
        Timestamp result = new Timestamp(millis(dateTime, calendar));
        result.setNanos(dateTime.getNano());
        return result;
    }

    private static long millis(LocalDateTime dateTime, Calendar calendar) {
        Calendar copy = (Calendar) calendar.clone();
        copy.clear();
        copy.setLenient(true);
        copy.set(
                dateTime.getYear(),
                dateTime.getMonthValue() - 1,
                dateTime.getDayOfMonth(),
                dateTime.getHour(),
                dateTime.getMinute(),
                dateTime.getSecond());
        return copy.getTimeInMillis() + dateTime.getNano() / 1_000_000;
    }

    /** What a clock shows at the instant of a {@code java.util.Date}; keeps the nanoseconds of a {@code Timestamp}. */
    static LocalDateTime fromDate(java.util.Date date, @Nullable Calendar calendar) {
        Timestamp timestamp = date instanceof Timestamp exact ? exact : new Timestamp(date.getTime());
        if (calendar == null) {
            return timestamp.toLocalDateTime();
        }
        Calendar copy = (Calendar) calendar.clone();
        copy.setTimeInMillis(timestamp.getTime());
        return LocalDateTime.of(
                copy.get(Calendar.YEAR),
                copy.get(Calendar.MONTH) + 1,
                copy.get(Calendar.DAY_OF_MONTH),
                copy.get(Calendar.HOUR_OF_DAY),
                copy.get(Calendar.MINUTE),
                copy.get(Calendar.SECOND),
                timestamp.getNanos());
    }
}
