// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.plan.ColumnInfo;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** The numbers that {@code DatabaseMetaData} gives for the type of a column; null where one has no meaning. */
record TypeFacts(ColumnInfo column) {
    private static final int DECIMAL_RADIX = 10;
    private static final int LENGTH_WITHOUT_FRACTION = "2026-01-01 12:00:00.".length();

    @Nullable
    Integer size() {
        return column.precision() == 0 ? null : column.precision();
    }

    @Nullable
    Integer decimalDigits() {
        return switch (column.jdbcType()) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL, Types.NUMERIC ->
                column.scale();
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                Math.max(0, column.precision() - LENGTH_WITHOUT_FRACTION);
            default -> null;
        };
    }

    @Nullable
    Integer radix() {
        return column.signed() ? DECIMAL_RADIX : null;
    }

    @Nullable
    Integer octets() {
        return switch (column.jdbcType()) {
            case Types.CHAR, Types.VARCHAR, Types.BINARY, Types.VARBINARY -> column.precision();
            default -> null;
        };
    }

    /** 1 or 0, as {@code columnNullable} and {@code functionNullable} are. */
    int nullable() {
        return column.nullable() ? 1 : 0;
    }

    String isNullable() {
        return column.nullable() ? "YES" : "NO";
    }
}
