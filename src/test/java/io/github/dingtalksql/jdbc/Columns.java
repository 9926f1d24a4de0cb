// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.plan.ColumnInfo;
import java.sql.Types;

/** Columns for tests. */
final class Columns {
    private Columns() {}

    static ColumnInfo varchar(String name) {
        return column(name, Types.VARCHAR, "VARCHAR", 65535, String.class.getName());
    }

    static ColumnInfo bigint(String name) {
        return column(name, Types.BIGINT, "BIGINT", 19, Long.class.getName());
    }

    static ColumnInfo timestamp(String name) {
        return column(name, Types.TIMESTAMP, "TIMESTAMP", 23, java.sql.Timestamp.class.getName());
    }

    static ColumnInfo array(String name) {
        return column(name, Types.ARRAY, "VARCHAR ARRAY", 0, java.sql.Array.class.getName());
    }

    static ColumnInfo column(String name, int jdbcType, String typeName, int precision, String className) {
        boolean signed = jdbcType == Types.BIGINT || jdbcType == Types.INTEGER || jdbcType == Types.DECIMAL;
        return new ColumnInfo(
                name,
                name,
                "t",
                "dingtalk",
                jdbcType,
                typeName,
                precision,
                0,
                true,
                signed,
                className,
                "about " + name);
    }
}
