// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values that clients set, as {@link io.github.dingtalksql.plan.PreparedQuery#execute} takes them. */
final class ParameterValues {
    /** No scale was given. */
    static final int ANY_SCALE = -1;

    private ParameterValues() {}

    /**
     * @param jdbcType type of the parameter, a constant of {@code java.sql.Types}
     * @param calendar whose zone tells what a clock shows at the instant of a {@code java.util.Date}; null: the client's
     */
    static @Nullable Object of(@Nullable Object value, int jdbcType, @Nullable Calendar calendar) throws SQLException {
        if (value == null) {
            return null;
        }
        Object plain = plain(value, calendar);
        return switch (jdbcType) {
            case Types.TIMESTAMP_WITH_TIMEZONE ->
                plain instanceof LocalDateTime dateTime
                        ? dateTime.atZone(Times.zone(calendar)).toInstant()
                        : plain;
            case Types.CHAR, Types.VARCHAR -> isTemporal(plain) ? SqlText.of(plain) : plain;
            default ->
                plain instanceof Instant instant ? LocalDateTime.ofInstant(instant, Times.zone(calendar)) : plain;
        };
    }

    private static boolean isTemporal(Object value) {
        return value instanceof LocalDateTime
                || value instanceof LocalDate
                || value instanceof LocalTime
                || value instanceof Instant;
    }

    private static Object plain(Object value, @Nullable Calendar calendar) throws SQLException {
        if (value instanceof String
                || value instanceof Boolean
                || isTemporal(value)
                || value instanceof Duration
                || value instanceof Period
                || value instanceof Map) {
            return value;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof java.util.Date || value instanceof Calendar) {
            return legacyTime(value, calendar);
        }
        if (value instanceof OffsetDateTime offset) {
            return offset.toInstant();
        }
        if (value instanceof ZonedDateTime zoned) {
            return zoned.toInstant();
        }
        return other(value, calendar);
    }

    private static Object other(Object value, @Nullable Calendar calendar) throws SQLException {
        if (value instanceof OffsetTime time) {
            return time.toLocalTime();
        }
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        if (value instanceof CharSequence
                || value instanceof Character
                || value instanceof UUID
                || value instanceof Enum
                || value instanceof URL
                || value instanceof URI) {
            return value.toString();
        }
        if (value instanceof Clob clob) {
            return clob.getSubString(1, Math.toIntExact(clob.length()));
        }
        if (value instanceof Blob blob) {
            return blob.getBytes(1, Math.toIntExact(blob.length()));
        }
        if (value instanceof ListArray array) {
            return list(array.elements().toArray(), calendar);
        }
        if (value instanceof Array array) {
            return plain(array.getArray(), calendar);
        }
        if (value instanceof List<?> list) {
            return list(list.toArray(), calendar);
        }
        if (value instanceof Object[] array) {
            return list(array, calendar);
        }
        throw new DingTalkException(
                ErrorCode.INVALID_VALUE,
                "An object of the class " + value.getClass().getName() + " cannot be a parameter");
    }

    private static Object number(Number value) {
        if (value instanceof BigInteger big) {
            return new BigDecimal(big);
        }
        boolean isOrdinary = value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof Double
                || value instanceof Float
                || value instanceof BigDecimal;
        return isOrdinary ? value : new BigDecimal(value.toString());
    }

    private static Object legacyTime(Object value, @Nullable Calendar calendar) {
        if (value instanceof Date date) {
            return Times.fromDate(date, calendar).toLocalDate();
        }
        if (value instanceof Time time) {
            return Times.fromDate(time, calendar).toLocalTime();
        }
        if (value instanceof Calendar instant) {
            return instant.toInstant();
        }
        return Times.fromDate((java.util.Date) value, calendar);
    }

    private static List<@Nullable Object> list(@Nullable Object[] elements, @Nullable Calendar calendar)
            throws SQLException {
        List<@Nullable Object> result = new ArrayList<>(elements.length);
        for (Object element : elements) {
            result.add(element == null ? null : plain(element, calendar));
        }
        return result;
    }

    /**
     * A value as the type that {@code setObject} names.
     *
     * @param scale digits right of the point, for DECIMAL and NUMERIC; {@link #ANY_SCALE} keeps them
     */
    static @Nullable Object cast(@Nullable Object value, int targetType, int scale) throws SQLException {
        if (value == null) {
            return null;
        }
        Object plain = plain(value, null);
        try {
            return cast(plain, targetType, scale, ZoneId.systemDefault());
        } catch (RuntimeException e) {
            throw new DingTalkException(
                    ErrorCode.INVALID_VALUE,
                    "A parameter of the class " + value.getClass().getName() + " cannot be made the type that"
                            + " setObject names, " + targetType,
                    e);
        }
    }

    private static Object cast(Object value, int targetType, int scale, ZoneId zone) throws SQLException {
        return switch (targetType) {
            case Types.BOOLEAN, Types.BIT -> Numbers.bool(value);
            case Types.TINYINT -> Numbers.wholeNumber(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case Types.SMALLINT -> Numbers.wholeNumber(value, Short.MIN_VALUE, Short.MAX_VALUE);
            case Types.INTEGER -> Numbers.wholeNumber(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case Types.BIGINT -> Numbers.wholeNumber(value);
            case Types.REAL -> Numbers.floatNumber(value);
            case Types.FLOAT, Types.DOUBLE -> Numbers.doubleNumber(value);
            case Types.DECIMAL, Types.NUMERIC ->
                scale < 0 ? Numbers.decimal(value) : Numbers.decimal(value).setScale(scale, RoundingMode.HALF_UP);
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR ->
                SqlText.of(value);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> ObjectValues.bytes(value);
            case Types.DATE -> Times.date(value, zone);
            case Types.TIME -> Times.time(value, zone);
            case Types.TIMESTAMP -> Times.dateTime(value, zone);
            case Types.TIMESTAMP_WITH_TIMEZONE -> Times.instant(value, zone);
            default -> value;
        };
    }
}
