// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Converts between the values inside a plan and those of {@link RowCursor}. */
final class PlanValues {
    private PlanValues() {}

    /** A value of a plan as {@link RowCursor} promises it. */
    static @Nullable Object toPublic(@Nullable Object value, RelDataType type) {
        if (value == null) {
            return null;
        }
        return switch (type.getSqlTypeName()) {
            case DATE -> value instanceof Number n ? LocalDate.ofEpochDay(n.longValue()) : value;
            case TIME -> value instanceof Number n ? LocalTime.ofNanoOfDay(n.longValue() * 1_000_000L) : value;
            case TIMESTAMP -> value instanceof Number n ? dateTime(n.longValue()) : value;
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                value instanceof Number n ? Instant.ofEpochMilli(n.longValue()) : value;
            case TINYINT -> value instanceof Number n ? (Object) n.byteValue() : value;
            case SMALLINT -> value instanceof Number n ? (Object) n.shortValue() : value;
            case INTEGER -> value instanceof Number n ? (Object) n.intValue() : value;
            case BIGINT -> value instanceof Number n ? (Object) n.longValue() : value;
            case REAL -> value instanceof Number n ? (Object) n.floatValue() : value;
            case FLOAT, DOUBLE -> value instanceof Number n ? (Object) n.doubleValue() : value;
            case BINARY, VARBINARY -> value instanceof ByteString bytes ? bytes.getBytes() : value;
            case ARRAY, MULTISET -> list((List<?>) value, type);
            case MAP -> map((Map<?, ?>) value, type);
            case ROW -> row(value, type);
            default -> other(value, type);
        };
    }

    private static Object other(Object value, RelDataType type) {
        SqlTypeName name = type.getSqlTypeName();
        if (SqlTypeName.YEAR_INTERVAL_TYPES.contains(name) && value instanceof Number n) {
            return Period.ofMonths(n.intValue()).normalized();
        }
        if (SqlTypeName.DAY_INTERVAL_TYPES.contains(name) && value instanceof Number n) {
            return Duration.ofMillis(n.longValue());
        }
        return value;
    }

    private static List<@Nullable Object> list(List<?> values, RelDataType type) {
        RelDataType component = type.getComponentType();
        List<@Nullable Object> result = new ArrayList<>(values.size());
        for (Object value : values) {
            result.add(component == null ? value : toPublic(value, component));
        }
        return result;
    }

    private static Map<@Nullable Object, @Nullable Object> map(Map<?, ?> values, RelDataType type) {
        RelDataType keyType = type.getKeyType();
        RelDataType valueType = type.getValueType();
        Map<@Nullable Object, @Nullable Object> result = new LinkedHashMap<>();
        values.forEach((key, value) -> result.put(
                keyType == null ? key : toPublic(key, keyType),
                valueType == null ? value : toPublic(value, valueType)));
        return result;
    }

    private static Object row(Object value, RelDataType type) {
        List<RelDataTypeField> fields = type.getFieldList();
        Object[] parts = value instanceof List<?> list ? list.toArray() : (Object[]) value;
        @Nullable Object[] result = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            result[i] = toPublic(parts[i], fields.get(i).getType());
        }
        return result;
    }

    private static LocalDateTime dateTime(long millis) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(millis, 1000L), (int) Math.floorMod(millis, 1000L) * 1_000_000, ZoneOffset.UTC);
    }

    /**
     * A parameter's value as a plan wants it.
     *
     * @param number 1-based, for messages
     * @throws DingTalkException {@link ErrorCode#INVALID_VALUE} if the value does not fit the type
     */
    static @Nullable Object toInternal(@Nullable Object value, RelDataType type, int number) {
        if (value == null) {
            return null;
        }
        try {
            return converted(value, type);
        } catch (ArithmeticException | DateTimeException | IllegalArgumentException | ClassCastException e) {
            throw new DingTalkException(
                    ErrorCode.INVALID_VALUE,
                    "Parameter " + number + " is a " + value.getClass().getSimpleName()
                            + " that does not fit its type "
                            + type.getSqlTypeName().getName()
                            + "; give a value of that type or CAST(? AS …) in the statement",
                    e);
        }
    }

    private static Object converted(Object value, RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> bool(value);
            case TINYINT -> number(value).byteValueExact();
            case SMALLINT -> number(value).shortValueExact();
            case INTEGER -> number(value).intValueExact();
            case BIGINT -> number(value).longValueExact();
            case REAL -> number(value).floatValue();
            case FLOAT, DOUBLE ->
                value instanceof Double d ? d : (Object) number(value).doubleValue();
            case DECIMAL -> number(value);
            case CHAR, VARCHAR -> text(value);
            case BINARY, VARBINARY -> new ByteString((byte[]) value);
            case DATE -> (int) date(value).toEpochDay();
            case TIME -> (int) (time(value).toNanoOfDay() / 1_000_000L);
            case TIMESTAMP -> timestamp(value).toInstant(ZoneOffset.UTC).toEpochMilli();
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                value instanceof Instant instant
                        ? instant.toEpochMilli()
                        : timestamp(value).toInstant(ZoneOffset.UTC).toEpochMilli();
            default -> value;
        };
    }

    private static boolean bool(Object value) {
        if (value instanceof Number n) {
            return new BigDecimal(n.toString()).signum() != 0;
        }
        if (value instanceof Boolean b) {
            return b;
        }
        return switch (value.toString().trim().toLowerCase(Locale.ROOT)) {
            case "true", "t", "1" -> true;
            case "false", "f", "0" -> false;
            default -> throw new IllegalArgumentException("not a boolean");
        };
    }

    private static BigDecimal number(Object value) {
        if (value instanceof Boolean b) {
            return b ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        return new BigDecimal(value.toString().trim());
    }

    private static String text(Object value) {
        if (value instanceof byte[]) {
            throw new ClassCastException("bytes are not text");
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    private static LocalDate date(Object value) {
        if (value instanceof LocalDateTime dateTime) {
            return dateTime.toLocalDate();
        }
        return value instanceof LocalDate date
                ? date
                : LocalDate.parse(value.toString().trim());
    }

    private static LocalTime time(Object value) {
        if (value instanceof LocalDateTime dateTime) {
            return dateTime.toLocalTime();
        }
        return value instanceof LocalTime time
                ? time
                : LocalTime.parse(value.toString().trim());
    }

    private static LocalDateTime timestamp(Object value) {
        if (value instanceof Instant instant) {
            return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        }
        if (value instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        if (value instanceof LocalDateTime dateTime) {
            return dateTime;
        }
        String text = value.toString().trim();
        return text.length() <= 10 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text.replace(' ', 'T'));
    }
}
