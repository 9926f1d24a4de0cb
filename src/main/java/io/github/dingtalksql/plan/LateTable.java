// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/**
 * A table whose columns are not known before a statement uses it. Thread-safe; making one costs no I/O, and a statement
 * that does not name it never asks.
 */
public abstract class LateTable extends AbstractTable implements TranslatableTable {
    /**
     * The table itself, for one statement. May read, as little as it can; the answer is kept for the statement.
     *
     * @param planning ends the reading when it is aborted
     */
    protected abstract KeyedTable table(Execution planning);

    /** Whether its name will mean the same file and options as long as the connection is open. */
    protected abstract boolean isLasting();

    /** Values of the table's hidden keys. */
    protected abstract KeyValues keys();

    @Override
    public final RelDataType getRowType(RelDataTypeFactory typeFactory) {
        return PlanningTypeFactory.table(typeFactory, this, isLasting(), this::table)
                .getRowType(typeFactory);
    }

    @Override
    public final RelNode toRel(RelOptTable.ToRelContext context, RelOptTable relOptTable) {
        RelDataTypeFactory types = context.getCluster().getTypeFactory();
        return PlanningTypeFactory.table(types, this, isLasting(), this::table)
                .scan(context, relOptTable, keys().values());
    }
}
