// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;

/**
 * A column of a {@link KeyedTable}, or a parameter or column of a {@link KeyedFunction}.
 *
 * @param nullable whether it can be null; of a parameter: whether it may be left out
 * @param role what the planner may hand to the table; {@link KeyRole#NONE} for parameters
 * @param precision digits of a DECIMAL, 0 for all others
 * @param scale digits of a DECIMAL right of the point
 * @param remarks one sentence on what it holds; what {@code getColumns} and {@code docs/tables.md} show
 */
public record TableColumn(
        String name, ColumnType type, boolean nullable, KeyRole role, String remarks, int precision, int scale) {

    /** Of a type that has neither precision nor scale. */
    public TableColumn(String name, ColumnType type, boolean nullable, KeyRole role, String remarks) {
        this(name, type, nullable, role, remarks, 0, 0);
    }

    /** What plans depend on. */
    TableColumn withoutRemarks() {
        return new TableColumn(name, type, nullable, role, "", precision, scale);
    }

    RelDataType relType(RelDataTypeFactory factory) {
        return type.toRelType(factory, nullable, precision, scale);
    }
}
