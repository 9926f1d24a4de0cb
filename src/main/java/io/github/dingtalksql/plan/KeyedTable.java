// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/**
 * A table that is read by keys: each distinct tuple of key values names a set of rows, and without its required keys
 * it cannot be read at all. The planner binds the keys from literals, parameters, lists, joins and sub-queries.
 *
 * <p>Subclasses say which columns there are and open the rows of one tuple. Immutable and thread-safe; making one and
 * planning over it costs no I/O.
 */
public abstract class KeyedTable extends AbstractTable implements TranslatableTable {
    /** What the planner may hand to the table for a column. */
    public enum KeyRole {
        /** Nothing: comparisons are evaluated on the rows. */
        NONE,
        /** A value, without which the table cannot be read, unless another of its {@link #keySets} is bound. */
        REQUIRED,
        /** A value; the table has a default. */
        OPTIONAL,
        /** A lower and an upper bound, to read less; BIGINT only. */
        RANGE
    }

    private final String name;
    private final String remarks;
    private final List<TableColumn> columns;
    private final FanOut fanOut;

    protected KeyedTable(String name, String remarks, List<TableColumn> columns, FanOut fanOut) {
        this.name = name;
        this.remarks = remarks;
        this.columns = List.copyOf(columns);
        this.fanOut = fanOut;
    }

    /**
     * The rows of one tuple of keys. Nothing is opened before the first {@link RowSource#next}.
     *
     * @param request keys after {@link #normalized}
     */
    public abstract RowSource open(ScanRequest request);

    /**
     * Fills in the defaults of optional keys, so that two requests for the same rows become equal and are read once.
     *
     * @throws io.github.dingtalksql.DingTalkException if a value is not acceptable
     */
    public abstract KeyValues normalized(KeyValues keys);

    /** An example of a right query, for the message that tells of missing keys. */
    public abstract String exampleQuery();

    public final String name() {
        return name;
    }

    /** One sentence on what its rows are. */
    public final String remarks() {
        return remarks;
    }

    public final List<TableColumn> columns() {
        return columns;
    }

    /**
     * Sets of {@link KeyRole#REQUIRED} columns, of which a query has to bind all of one, and may bind more; the first is
     * the usual one. One set of all of them, unless a subclass has alternatives.
     */
    public List<List<String>> keySets() {
        return List.of(columns.stream()
                .filter(column -> column.role() == KeyRole.REQUIRED)
                .map(TableColumn::name)
                .toList());
    }

    /** Position of a column, 0-based; -1 if there is none of this name. */
    final int position(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        return -1;
    }

    /** How the rows of several tuples of keys are read. */
    public final FanOut fanOut() {
        return fanOut;
    }

    /** This table for {@code DatabaseMetaData}. */
    public final TableInfo info(String schema) {
        return new TableInfo(schema, name, remarks, ColumnInfos.of(schema, name, columns));
    }

    @Override
    public final RelDataType getRowType(RelDataTypeFactory typeFactory) {
        RelDataTypeFactory.Builder builder = typeFactory.builder();
        for (TableColumn column : columns) {
            builder.add(column.name(), column.type().toRelType(typeFactory, column.nullable()));
        }
        return builder.build();
    }

    @Override
    public final RelNode toRel(RelOptTable.ToRelContext context, RelOptTable relOptTable) {
        return new KeyedTableScan(
                context.getCluster(),
                relOptTable,
                ImmutableList.copyOf(context.getTableHints()),
                this,
                KeyedTableScan.allColumns(this),
                KeyBindings.NONE);
    }
}
