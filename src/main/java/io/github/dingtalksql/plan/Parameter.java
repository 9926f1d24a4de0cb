// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.FunctionParameter;

/** A parameter of a table function as Calcite wants to know it. */
record Parameter(int ordinal, TableColumn column) implements FunctionParameter {
    static List<FunctionParameter> of(List<TableColumn> columns) {
        List<FunctionParameter> result = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            result.add(new Parameter(i, columns.get(i)));
        }
        return result;
    }

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
        return column.relType(typeFactory);
    }

    @Override
    public boolean isOptional() {
        return column.nullable();
    }
}
