// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.sql.Types;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** Tells a Calcite type in JDBC's terms. */
final class ColumnInfos {
    /** What JDBC clients take for the size of a string without a bound: several reject 0 and -1. */
    private static final int UNBOUNDED = 65535;

    private ColumnInfos() {}

    static List<ColumnInfo> of(String schema, String table, List<TableColumn> columns) {
        RelDataTypeFactory factory = SqlTypes.newFactory();
        return columns.stream()
                .map(column -> of(
                        column.name(),
                        column.relType(factory),
                        List.of(schema, table, column.name()),
                        column.remarks()))
                .toList();
    }

    /** @param origin schema, table and column that the values come from; null or short if none */
    static ColumnInfo of(String label, RelDataType type, @Nullable List<String> origin, String remarks) {
        int parts = origin == null ? 0 : origin.size();
        SqlTypeName name = type.getSqlTypeName();
        return new ColumnInfo(
                label,
                origin == null || parts == 0 ? label : origin.get(parts - 1),
                origin == null || parts < 2 ? null : origin.get(parts - 2),
                origin == null || parts < 3 ? null : origin.get(parts - 3),
                jdbcType(name),
                typeName(type),
                precision(type),
                type.getScale() == RelDataType.SCALE_NOT_SPECIFIED ? 0 : type.getScale(),
                type.isNullable(),
                SqlTypeUtil.isNumeric(type),
                className(name),
                remarks);
    }

    private static int jdbcType(SqlTypeName name) {
        return switch (name) {
            case MAP -> Types.OTHER;
            case MULTISET -> Types.ARRAY;
            case ANY, NULL, SYMBOL -> name == SqlTypeName.NULL ? Types.NULL : Types.OTHER;
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> Types.TIMESTAMP_WITH_TIMEZONE;
            case TIME_WITH_LOCAL_TIME_ZONE -> Types.TIME_WITH_TIMEZONE;
            default -> SqlTypeName.INTERVAL_TYPES.contains(name) ? Types.OTHER : name.getJdbcOrdinal();
        };
    }

    private static String typeName(RelDataType type) {
        RelDataType component = type.getComponentType();
        return switch (type.getSqlTypeName()) {
            case ARRAY -> component == null ? "ARRAY" : typeName(component) + " ARRAY";
            case MULTISET -> component == null ? "MULTISET" : typeName(component) + " MULTISET";
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> "TIMESTAMP WITH LOCAL TIME ZONE";
            default -> type.getSqlTypeName().getName().replace('_', ' ');
        };
    }

    private static int precision(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case CHAR, VARCHAR, BINARY, VARBINARY ->
                type.getPrecision() > 0 && type.getPrecision() < Integer.MAX_VALUE ? type.getPrecision() : UNBOUNDED;
            case BOOLEAN -> 1;
            case TINYINT -> 3;
            case SMALLINT -> 5;
            case INTEGER -> 10;
            case BIGINT -> 19;
            case REAL -> 7;
            case FLOAT, DOUBLE -> 15;
            case DECIMAL -> type.getPrecision();
            case DATE -> "2026-01-01".length();
            case TIME -> "12:00:00".length();
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> "2026-01-01 12:00:00.000".length();
            default -> 0;
        };
    }

    private static String className(SqlTypeName name) {
        Class<?> type = switch (name) {
            case BOOLEAN -> Boolean.class;
            case TINYINT -> Byte.class;
            case SMALLINT -> Short.class;
            case INTEGER -> Integer.class;
            case BIGINT -> Long.class;
            case REAL -> Float.class;
            case FLOAT, DOUBLE -> Double.class;
            case DECIMAL -> java.math.BigDecimal.class;
            case CHAR, VARCHAR -> String.class;
            case BINARY, VARBINARY -> byte[].class;
            case DATE -> java.sql.Date.class;
            case TIME -> java.sql.Time.class;
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> java.sql.Timestamp.class;
            case ARRAY, MULTISET -> java.sql.Array.class;
            case MAP -> java.util.Map.class;
            default -> Object.class;
        };
        return type.getName();
    }
}
