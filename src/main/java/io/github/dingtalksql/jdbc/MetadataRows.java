// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.plan.ColumnInfo;
import io.github.dingtalksql.plan.FunctionInfo;
import io.github.dingtalksql.plan.TableInfo;
import java.sql.DatabaseMetaData;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of {@code DatabaseMetaData}, each with its values in the order of its {@link MetadataShape}. */
final class MetadataRows {
    static final String TABLE = "TABLE";

    private MetadataRows() {}

    static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    static @Nullable Object[] table(TableInfo table) {
        return row(null, table.schema(), table.name(), TABLE, table.remarks(), null, null, null, null, null);
    }

    /** @param position from 1 */
    static @Nullable Object[] column(TableInfo table, ColumnInfo column, int position) {
        TypeFacts type = new TypeFacts(column);
        return row(
                null,
                table.schema(),
                table.name(),
                column.label(),
                column.jdbcType(),
                column.typeName(),
                type.size(),
                null,
                type.decimalDigits(),
                type.radix(),
                type.nullable(),
                column.remarks(),
                null,
                null,
                null,
                type.octets(),
                position,
                type.isNullable(),
                null,
                null,
                null,
                null,
                "NO",
                "NO");
    }

    static @Nullable Object[] function(FunctionInfo function) {
        return row(
                null,
                function.schema(),
                function.name(),
                function.remarks(),
                (short) DatabaseMetaData.functionReturnsTable,
                function.name());
    }

    /** Parameters in the order of the call, then the columns of the rows. */
    static List<@Nullable Object[]> functionColumns(FunctionInfo function, NamePattern name) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        add(rows, function, function.parameters(), DatabaseMetaData.functionColumnIn, name);
        add(rows, function, function.columns(), DatabaseMetaData.functionColumnResult, name);
        return rows;
    }

    private static void add(
            List<@Nullable Object[]> rows,
            FunctionInfo function,
            List<ColumnInfo> columns,
            int columnType,
            NamePattern name) {
        for (int i = 0; i < columns.size(); i++) {
            if (name.matches(columns.get(i).label())) {
                rows.add(functionColumn(function, columns.get(i), columnType, i + 1));
            }
        }
    }

    private static @Nullable Object[] functionColumn(
            FunctionInfo function, ColumnInfo column, int columnType, int position) {
        TypeFacts type = new TypeFacts(column);
        Integer digits = type.decimalDigits();
        Integer radix = type.radix();
        return row(
                null,
                function.schema(),
                function.name(),
                column.label(),
                (short) columnType,
                column.jdbcType(),
                column.typeName(),
                type.size(),
                type.octets() == null ? type.size() : type.octets(),
                digits == null ? null : digits.shortValue(),
                radix == null ? null : radix.shortValue(),
                (short) type.nullable(),
                column.remarks(),
                type.octets(),
                position,
                type.isNullable(),
                function.name());
    }
}
