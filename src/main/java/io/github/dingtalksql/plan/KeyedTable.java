// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
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
        /** A value; the table has a default, whose rows are other rows. */
        OPTIONAL,
        /** A value, to read less: without it the same rows are read among others, so that it can be compared as well. */
        NARROWING,
        /** A lower and an upper bound, to read less; BIGINT only. */
        RANGE
    }

    private final String name;
    private final String remarks;
    private final List<TableColumn> columns;
    private final int visible;
    private final FanOut fanOut;

    protected KeyedTable(String name, String remarks, List<TableColumn> columns, FanOut fanOut) {
        this(name, remarks, columns, List.of(), fanOut);
    }

    /** @param hiddenKeys keys that are no columns of the rows: bound by the arguments of a function, or fixed */
    protected KeyedTable(
            String name, String remarks, List<TableColumn> columns, List<TableColumn> hiddenKeys, FanOut fanOut) {
        this.name = name;
        this.remarks = remarks;
        this.columns = Stream.concat(columns.stream(), hiddenKeys.stream()).toList();
        this.visible = columns.size();
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

    /** Whether the planner shall hand over {@link ValueTest}s. */
    protected boolean takesTests() {
        return false;
    }

    /** Whether it makes use of {@link ScanColumn#decimal}. */
    protected boolean makesDecimals() {
        return false;
    }

    /**
     * Whether it can give {@link ScanRequest#aggregates} of rows with this column. It tests all rows itself then: those that
     * do not pass all tests are in none.
     *
     * @param column position in {@link #columns}
     */
    protected boolean sumsUp(int column) {
        return false;
    }

    /** Bytes of files that the table holds in memory. */
    protected long heldBytes() {
        return 0;
    }

    /** An example of a right query, for the message that tells of missing keys. */
    public abstract String exampleQuery();

    /**
     * What reading one tuple costs.
     *
     * @param isBound whether the query binds a key
     */
    protected TupleCalls calls(Predicate<String> isBound) {
        return TupleCalls.of(1);
    }

    /** What tells this table from others of the same name, for {@code EXPLAIN}; empty if there are none. */
    protected String options() {
        return "";
    }

    public final String name() {
        return name;
    }

    /** One sentence on what its rows are. */
    public final String remarks() {
        return remarks;
    }

    /** The columns of the rows, then the hidden keys. */
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

    /** The columns of the rows. */
    public final List<TableColumn> visibleColumns() {
        return columns.subList(0, visible);
    }

    /** Position in {@link #columns} of a key, which costs no reading as it is the same in all rows; -1 if there is none. */
    final int requiredKey() {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).role() == KeyRole.REQUIRED) {
                return i;
            }
        }
        return -1;
    }

    /** Position of a hidden key in {@link #columns}; -1 if there is none of the name. */
    final int hiddenKey(String key) {
        for (int i = visible; i < columns.size(); i++) {
            if (columns.get(i).name().equals(key)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a plan made of the other table is right for this one, too: both of the same statement. */
    final boolean isLike(KeyedTable other) {
        return getClass() == other.getClass()
                && name.equals(other.name)
                && columns.stream()
                        .map(TableColumn::withoutRemarks)
                        .toList()
                        .equals(other.columns.stream()
                                .map(TableColumn::withoutRemarks)
                                .toList())
                && visible == other.visible
                && takesTests() == other.takesTests()
                && makesDecimals() == other.makesDecimals()
                && IntStream.range(0, columns.size()).allMatch(column -> sumsUp(column) == other.sumsUp(column));
    }

    /** How the rows of several tuples of keys are read. */
    public final FanOut fanOut() {
        return fanOut;
    }

    /** This table for {@code DatabaseMetaData}. */
    public final TableInfo info(String schema) {
        return info(schema, name);
    }

    /** As {@link #info(String)}, under another name. */
    public final TableInfo info(String schema, String otherName) {
        return new TableInfo(schema, otherName, remarks, ColumnInfos.of(schema, otherName, visibleColumns()));
    }

    @Override
    public final RelDataType getRowType(RelDataTypeFactory typeFactory) {
        RelDataTypeFactory.Builder builder = typeFactory.builder();
        for (TableColumn column : visibleColumns()) {
            builder.add(column.name(), column.relType(typeFactory));
        }
        return builder.build();
    }

    @Override
    public final RelNode toRel(RelOptTable.ToRelContext context, RelOptTable relOptTable) {
        return scan(context, relOptTable, Map.of());
    }

    /** @param keys literals for hidden keys; those of other names are left out */
    final RelNode scan(RelOptTable.ToRelContext context, RelOptTable relOptTable, Map<String, Object> keys) {
        return new KeyedTableScan(
                context.getCluster(),
                relOptTable,
                ImmutableList.copyOf(context.getTableHints()),
                this,
                KeyedTableScan.allColumns(this),
                ImmutableList.of(),
                literals(keys, context.getCluster().getRexBuilder()));
    }

    private KeyBindings literals(Map<String, Object> keys, RexBuilder rexBuilder) {
        List<KeyTerm> terms = new ArrayList<>();
        keys.forEach((key, value) -> {
            if (hiddenKey(key) < 0) {
                return;
            }
            RexNode literal = value instanceof Long number
                    ? rexBuilder.makeBigintLiteral(BigDecimal.valueOf(number))
                    : rexBuilder.makeLiteral(value.toString());
            terms.add(new KeyTerm(hiddenKey(key), KeyTerm.Op.ARG, literal));
        });
        return KeyBindings.of(terms);
    }
}
