// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of a row as objects of the class that JDBC or the client asks for. */
final class ObjectValues {
    /** One way to read a value. */
    private interface Reading {
        Object read(Object value) throws SQLException;
    }

    private static final Map<Class<?>, Reading> READINGS = Map.ofEntries(
            Map.entry(String.class, SqlText::of),
            Map.entry(Boolean.class, Numbers::bool),
            Map.entry(Byte.class, v -> (byte) Numbers.wholeNumber(v, Byte.MIN_VALUE, Byte.MAX_VALUE)),
            Map.entry(Short.class, v -> (short) Numbers.wholeNumber(v, Short.MIN_VALUE, Short.MAX_VALUE)),
            Map.entry(Integer.class, v -> (int) Numbers.wholeNumber(v, Integer.MIN_VALUE, Integer.MAX_VALUE)),
            Map.entry(Long.class, Numbers::wholeNumber),
            Map.entry(Float.class, Numbers::floatNumber),
            Map.entry(Double.class, Numbers::doubleNumber),
            Map.entry(BigDecimal.class, Numbers::decimal),
            Map.entry(BigInteger.class, Numbers::bigInteger),
            Map.entry(byte[].class, ObjectValues::bytes),
            Map.entry(Date.class, v -> Times.sqlDate(v, null)),
            Map.entry(Time.class, v -> Times.sqlTime(v, null)),
            Map.entry(Timestamp.class, v -> Times.sqlTimestamp(v, null)),
            Map.entry(java.util.Date.class, v -> Times.sqlTimestamp(v, null)),
            Map.entry(LocalDate.class, v -> Times.date(v, ZoneId.systemDefault())),
            Map.entry(LocalTime.class, v -> Times.time(v, ZoneId.systemDefault())),
            Map.entry(LocalDateTime.class, v -> Times.dateTime(v, ZoneId.systemDefault())),
            Map.entry(Instant.class, v -> Times.instant(v, ZoneId.systemDefault())),
            Map.entry(ZonedDateTime.class, ObjectValues::zoned),
            Map.entry(OffsetDateTime.class, v -> zoned(v).toOffsetDateTime()),
            Map.entry(List.class, ObjectValues::list),
            Map.entry(Object[].class, v -> list(v).toArray()));

    private ObjectValues() {}

    /** The object of {@code ResultSet.getObject(int)}: of the class that {@code getColumnClassName} tells. */
    static Object standard(Object value, String typeName, DingTalkConnection connection) {
        if (value instanceof LocalDate) {
            return Times.sqlDate(value, null);
        }
        if (value instanceof LocalTime) {
            return Times.sqlTime(value, null);
        }
        if (value instanceof LocalDateTime || value instanceof Instant) {
            return Times.sqlTimestamp(value, null);
        }
        if (value instanceof List<?> list) {
            return new ListArray(connection, ElementType.ofArray(typeName), list);
        }
        return value instanceof Object[] row ? new RowStruct(row) : value;
    }

    /**
     * @param standard the same value as {@link #standard} makes it
     * @return null if no value can be read as this class
     */
    static @Nullable Object as(Class<?> type, Object value, Object standard) throws SQLException {
        Reading reading = READINGS.get(type);
        if (reading != null) {
            return reading.read(value);
        }
        if (type.isInstance(standard)) {
            return standard;
        }
        return type.isInstance(value) ? value : null;
    }

    /** Whether a class can be asked for at all. */
    static boolean isReadable(Class<?> type) {
        return READINGS.containsKey(type) || type == Array.class || type == Struct.class || type == Map.class;
    }

    static byte[] bytes(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        throw new IllegalArgumentException("neither bytes nor text");
    }

    private static ZonedDateTime zoned(Object value) {
        return Times.instant(value, ZoneId.systemDefault()).atZone(ZoneId.systemDefault());
    }

    private static List<?> list(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        if (value instanceof Object[] row) {
            return Arrays.asList(row);
        }
        throw new IllegalArgumentException("not an array");
    }
}
