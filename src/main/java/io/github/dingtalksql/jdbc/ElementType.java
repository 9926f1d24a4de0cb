// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.plan.ColumnInfo;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The type of an array's elements.
 *
 * @param name SQL name
 * @param jdbcType constant of {@code java.sql.Types}
 * @param javaClass class of one element in {@code Array.getArray}
 */
record ElementType(String name, int jdbcType, int precision, Class<?> javaClass) {
    static final ElementType BIGINT = new ElementType("BIGINT", Types.BIGINT, 19, Long.class);
    private static final String ARRAY_SUFFIX = " ARRAY";

    private static final Map<String, ElementType> KNOWN = Map.ofEntries(
            known("VARCHAR", Types.VARCHAR, 65535, String.class),
            known("CHAR", Types.CHAR, 65535, String.class),
            known("BOOLEAN", Types.BOOLEAN, 1, Boolean.class),
            known("TINYINT", Types.TINYINT, 3, Byte.class),
            known("SMALLINT", Types.SMALLINT, 5, Short.class),
            known("INTEGER", Types.INTEGER, 10, Integer.class),
            Map.entry("BIGINT", BIGINT),
            known("REAL", Types.REAL, 7, Float.class),
            known("DOUBLE", Types.DOUBLE, 15, Double.class),
            known("DECIMAL", Types.DECIMAL, 38, BigDecimal.class),
            known("DATE", Types.DATE, 10, Date.class),
            known("TIME", Types.TIME, 8, Time.class),
            known("TIMESTAMP", Types.TIMESTAMP, 23, Timestamp.class));

    private static Map.Entry<String, ElementType> known(String name, int jdbcType, int precision, Class<?> javaClass) {
        return Map.entry(name, new ElementType(name, jdbcType, precision, javaClass));
    }

    /** Of an array type's name, such as {@code VARCHAR ARRAY}. */
    static ElementType ofArray(String typeName) {
        int end = typeName.lastIndexOf(' ');
        return of(end < 0 ? typeName : typeName.substring(0, end));
    }

    static ElementType of(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.endsWith(ARRAY_SUFFIX)) {
            return new ElementType(upper, Types.ARRAY, 0, Object.class);
        }
        return KNOWN.getOrDefault(upper, new ElementType(upper, Types.OTHER, 0, Object.class));
    }

    /** A column of an array's {@code getResultSet}. */
    ColumnInfo column(String label) {
        boolean signed = Number.class.isAssignableFrom(javaClass);
        return new ColumnInfo(
                label, label, null, null, jdbcType, name, precision, 0, true, signed, javaClass.getName(), "");
    }

    Object toArray(DingTalkConnection connection, List<? extends @Nullable Object> elements) throws SQLException {
        Object[] result = (Object[]) java.lang.reflect.Array.newInstance(javaClass, elements.size());
        try {
            for (int i = 0; i < result.length; i++) {
                Object element = elements.get(i);
                java.lang.reflect.Array.set(
                        result, i, element == null ? null : ObjectValues.standard(element, name, connection));
            }
        } catch (RuntimeException e) {
            throw SqlErrors.of(new DingTalkException(
                    ErrorCode.INVALID_VALUE, "An element of the array is not of its type " + name, e));
        }
        return result;
    }
}
