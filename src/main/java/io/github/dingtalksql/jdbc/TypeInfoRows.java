// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of our SQL for {@code DatabaseMetaData.getTypeInfo}. */
final class TypeInfoRows {
    private static final int UNBOUNDED = 65535;
    private static final int MOST_DIGITS = 38;
    private static final String QUOTE = "'";

    private TypeInfoRows() {}

    /** Ordered by DATA_TYPE. */
    static List<@Nullable Object[]> rows() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        rows.add(plain("BOOLEAN", Types.BOOLEAN, 1));
        rows.add(number("TINYINT", Types.TINYINT, 3, null, 0));
        rows.add(number("SMALLINT", Types.SMALLINT, 5, null, 0));
        rows.add(number("INTEGER", Types.INTEGER, 10, null, 0));
        rows.add(number("BIGINT", Types.BIGINT, 19, null, 0));
        rows.add(number("REAL", Types.REAL, 7, null, 0));
        rows.add(number("FLOAT", Types.FLOAT, 15, null, 0));
        rows.add(number("DOUBLE", Types.DOUBLE, 15, null, 0));
        rows.add(number("DECIMAL", Types.DECIMAL, MOST_DIGITS, "precision,scale", MOST_DIGITS));
        rows.add(quoted("CHAR", Types.CHAR, UNBOUNDED, QUOTE, "length", true));
        rows.add(quoted("VARCHAR", Types.VARCHAR, UNBOUNDED, QUOTE, "length", true));
        rows.add(quoted("BINARY", Types.BINARY, UNBOUNDED, "X'", "length", false));
        rows.add(quoted("VARBINARY", Types.VARBINARY, UNBOUNDED, "X'", "length", false));
        rows.add(quoted("DATE", Types.DATE, 10, "DATE '", null, false));
        rows.add(quoted("TIME", Types.TIME, 8, "TIME '", null, false));
        rows.add(quoted("TIMESTAMP", Types.TIMESTAMP, 23, "TIMESTAMP '", null, false));
        rows.add(plain("TIMESTAMP WITH LOCAL TIME ZONE", Types.TIMESTAMP_WITH_TIMEZONE, 23));
        rows.add(plain("ARRAY", Types.ARRAY, 0));
        rows.add(plain("MAP", Types.OTHER, 0));
        rows.sort(Comparator.comparingInt(row -> row[1] instanceof Integer type ? type : 0));
        return rows;
    }

    private static @Nullable Object[] plain(String name, int type, int precision) {
        return row(name, type, precision, null, null, null, false, null, 0);
    }

    private static @Nullable Object[] number(
            String name, int type, int precision, @Nullable String parameters, int maxScale) {
        return row(name, type, precision, null, null, parameters, false, 10, maxScale);
    }

    private static @Nullable Object[] quoted(
            String name, int type, int precision, String prefix, @Nullable String parameters, boolean caseSensitive) {
        return row(name, type, precision, prefix, QUOTE, parameters, caseSensitive, null, 0);
    }

    private static @Nullable Object[] row(
            String name,
            int type,
            int precision,
            @Nullable String prefix,
            @Nullable String suffix,
            @Nullable String parameters,
            boolean caseSensitive,
            @Nullable Integer radix,
            int maxScale) {
        return MetadataRows.row(
                name,
                type,
                precision == 0 ? null : precision,
                prefix,
                suffix,
                parameters,
                (short) DatabaseMetaData.typeNullable,
                caseSensitive,
                (short) DatabaseMetaData.typeSearchable,
                radix == null,
                false,
                false,
                null,
                (short) 0,
                (short) maxScale,
                null,
                null,
                radix);
    }
}
