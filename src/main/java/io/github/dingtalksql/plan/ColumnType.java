// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;

/** The SQL types that our tables and functions use, with the Java value that stands for each inside a plan. */
public enum ColumnType {
    /** {@code String}. */
    VARCHAR,
    /** {@code Boolean}. */
    BOOLEAN,
    /** {@code Integer}. */
    INTEGER,
    /** {@code Long}. */
    BIGINT,
    /** {@code Double}. */
    DOUBLE,
    /** {@code BigDecimal} of the column's precision and scale. */
    DECIMAL,
    /** {@code Integer}: days since 1970-01-01. */
    DATE,
    /** {@code Integer}: milliseconds since midnight. */
    TIME,
    /** {@code Long}: milliseconds since 1970-01-01 00:00:00 on the clock that is shown. */
    TIMESTAMP,
    /** {@code org.apache.calcite.avatica.util.ByteString}. */
    VARBINARY,
    /** {@code List<String>}. */
    VARCHAR_ARRAY,
    /** {@code Map<String, String>}. */
    VARCHAR_MAP;

    /** @param precision digits of a DECIMAL, as is {@code scale}; without meaning for the others */
    RelDataType toRelType(RelDataTypeFactory factory, boolean nullable, int precision, int scale) {
        RelDataType varchar = factory.createSqlType(SqlTypeName.VARCHAR);
        RelDataType type = switch (this) {
            case VARCHAR -> varchar;
            case BOOLEAN -> factory.createSqlType(SqlTypeName.BOOLEAN);
            case INTEGER -> factory.createSqlType(SqlTypeName.INTEGER);
            case BIGINT -> factory.createSqlType(SqlTypeName.BIGINT);
            case DOUBLE -> factory.createSqlType(SqlTypeName.DOUBLE);
            case DECIMAL -> factory.createSqlType(SqlTypeName.DECIMAL, precision, scale);
            case DATE -> factory.createSqlType(SqlTypeName.DATE);
            case TIME -> factory.createSqlType(SqlTypeName.TIME, 3);
            case VARBINARY -> factory.createSqlType(SqlTypeName.VARBINARY);
            case TIMESTAMP -> factory.createSqlType(SqlTypeName.TIMESTAMP, 3);
            case VARCHAR_ARRAY -> factory.createArrayType(varchar, -1);
            case VARCHAR_MAP -> factory.createMapType(varchar, varchar);
        };
        return factory.createTypeWithNullability(type, nullable);
    }
}
