// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a result, of a table or of a function, or a parameter of a statement, in JDBC's terms.
 *
 * @param label what {@code AS} says, else the name
 * @param name name of the column that it comes from, else the label
 * @param table name of the table that it comes from, if it comes unchanged from one
 * @param schema name of that table's schema
 * @param jdbcType constant of {@code java.sql.Types}
 * @param typeName plain SQL name, without size: {@code VARCHAR}, {@code TIMESTAMP}, {@code VARCHAR ARRAY}
 * @param precision characters, bytes or decimal digits, as {@code ResultSetMetaData.getPrecision} wants; 65535 for
 *     strings without a bound, 0 where it has no meaning
 * @param scale digits right of the point
 * @param nullable whether null can occur
 * @param signed whether it is a signed number
 * @param className class of {@code ResultSet.getObject}
 * @param remarks one sentence on what it holds; empty for computed columns
 */
public record ColumnInfo(
        String label,
        String name,
        @Nullable String table,
        @Nullable String schema,
        int jdbcType,
        String typeName,
        int precision,
        int scale,
        boolean nullable,
        boolean signed,
        String className,
        String remarks) {
    /** The columns of a table. */
    public static List<ColumnInfo> of(String schema, String table, List<TableColumn> columns) {
        return ColumnInfos.of(schema, table, columns);
    }
}
