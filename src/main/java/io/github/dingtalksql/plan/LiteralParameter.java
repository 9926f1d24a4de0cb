// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.FunctionParameter;

/**
 * A parameter whose value is looked at when a statement is validated. Calcite 1.42 tells values of Java types only, and
 * for what is no literal it tells null only if the type is nullable.
 */
record LiteralParameter(int ordinal, TableColumn column) implements FunctionParameter {
    @Override
    public int getOrdinal() {
        return ordinal;
    }

    @Override
    public String getName() {
        return column.name();
    }

    @Override
    public RelDataType getType(RelDataTypeFactory typeFactory) {
        Class<?> javaClass = switch (column.type()) {
            case BOOLEAN -> Boolean.class;
            case INTEGER -> Integer.class;
            case BIGINT -> Long.class;
            default -> String.class;
        };
        return typeFactory.createTypeWithNullability(typeFactory.createJavaType(javaClass), true);
    }

    @Override
    public boolean isOptional() {
        return column.nullable();
    }
}
