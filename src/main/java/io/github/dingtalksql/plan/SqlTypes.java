// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * The types of our SQL: strings are Unicode, sums do not overflow where the summands did not, averages of whole numbers
 * are not whole numbers, and strings of several lengths make a VARCHAR, not a padded CHAR.
 */
final class SqlTypes extends RelDataTypeSystemImpl {
    private static final int MAX_DECIMAL = 38;
    private static final int AVG_SCALE = 6;

    static JavaTypeFactory newFactory() {
        return new PlanningTypeFactory(new Execution(), new MadeTables());
    }

    @Override
    public int getMaxPrecision(SqlTypeName typeName) {
        return typeName == SqlTypeName.DECIMAL ? MAX_DECIMAL : super.getMaxPrecision(typeName);
    }

    @Override
    public int getMaxScale(SqlTypeName typeName) {
        return typeName == SqlTypeName.DECIMAL ? MAX_DECIMAL : super.getMaxScale(typeName);
    }

    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
        return true;
    }

    @Override
    public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case TINYINT, SMALLINT, INTEGER -> like(factory, type, factory.createSqlType(SqlTypeName.BIGINT));
            case BIGINT -> like(factory, type, factory.createSqlType(SqlTypeName.DECIMAL, MAX_DECIMAL, 0));
            case DECIMAL ->
                like(factory, type, factory.createSqlType(SqlTypeName.DECIMAL, MAX_DECIMAL, type.getScale()));
            default -> super.deriveSumType(factory, type);
        };
    }

    @Override
    public RelDataType deriveAvgAggType(RelDataTypeFactory factory, RelDataType type) {
        if (SqlTypeUtil.isIntType(type)) {
            return like(factory, type, factory.createSqlType(SqlTypeName.DOUBLE));
        }
        if (SqlTypeUtil.isDecimal(type)) {
            int scale = Math.max(type.getScale(), AVG_SCALE);
            return like(factory, type, factory.createSqlType(SqlTypeName.DECIMAL, MAX_DECIMAL, scale));
        }
        return super.deriveAvgAggType(factory, type);
    }

    private static RelDataType like(RelDataTypeFactory factory, RelDataType original, RelDataType type) {
        return factory.createTypeWithNullability(type, original.isNullable());
    }
}
