// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.hint.RelHint;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlExplainLevel;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/**
 * Scan of a {@link KeyedTable} while the planner still looks for its keys. It brings the rules that bind them, so that
 * it plans the same under our own driver and under Calcite's.
 */
class KeyedTableScan extends TableScan {
    /** Cost of each key that a scan lacks: more than any plan that has them all. */
    private static final double UNBOUND_ROWS = 1e60;
    /** What a file is guessed to hold. Only its relation to the cost of other operators matters. */
    private static final double ROWS_PER_ALTERNATIVE = 1000;

    /**
     * What an optional key leaves over. Less than Calcite guesses for any condition: a key has to reach the table, since
     * rows read without it are other rows, so a plan that evaluates it on the rows must never look cheaper.
     */
    private static final double OPTIONAL_KEY_SELECTIVITY = 0.01;

    /** A scan that tests its rows has to look cheaper than one that does not. */
    private static final double TEST_SELECTIVITY = 0.9;

    final KeyedTable keyedTable;
    final ImmutableList<ScanColumn> columns;
    final ImmutableList<ColumnTest> tests;
    final KeyBindings bindings;

    KeyedTableScan(
            RelOptCluster cluster,
            RelOptTable table,
            List<RelHint> hints,
            KeyedTable keyedTable,
            ImmutableList<ScanColumn> columns,
            ImmutableList<ColumnTest> tests,
            KeyBindings bindings) {
        this(cluster, cluster.traitSetOf(Convention.NONE), table, hints, keyedTable, columns, tests, bindings);
    }

    KeyedTableScan(
            RelOptCluster cluster,
            RelTraitSet traits,
            RelOptTable table,
            List<RelHint> hints,
            KeyedTable keyedTable,
            ImmutableList<ScanColumn> columns,
            ImmutableList<ColumnTest> tests,
            KeyBindings bindings) {
        super(cluster, traits, hints, table);
        this.keyedTable = keyedTable;
        this.columns = columns;
        this.tests = tests;
        this.bindings = bindings;
    }

    static ImmutableList<ScanColumn> allColumns(KeyedTable table) {
        return IntStream.range(0, table.visibleColumns().size())
                .mapToObj(ScanColumn::whole)
                .collect(ImmutableList.toImmutableList());
    }

    KeyedTableScan withColumns(List<ScanColumn> others) {
        return new KeyedTableScan(
                getCluster(),
                getTraitSet(),
                getTable(),
                getHints(),
                keyedTable,
                ImmutableList.copyOf(others),
                tests,
                bindings);
    }

    KeyedTableScan with(KeyBindings newBindings) {
        return with(newBindings, tests);
    }

    KeyedTableScan with(KeyBindings newBindings, ImmutableList<ColumnTest> newTests) {
        return new KeyedTableScan(
                getCluster(), getTraitSet(), getTable(), getHints(), keyedTable, columns, newTests, newBindings);
    }

    /** Whether all required keys are there, were some of its columns compared with values. */
    boolean isReadable(ImmutableBitSet knownColumns) {
        return bindings.areComplete(
                keyedTable,
                position -> knownColumns.asList().stream()
                        .map(columns::get)
                        .anyMatch(column -> column.isWhole() && column.column() == position));
    }

    @Override
    public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return new KeyedTableScan(getCluster(), traitSet, getTable(), getHints(), keyedTable, columns, tests, bindings);
    }

    @Override
    public RelDataType deriveRowType() {
        return getCluster()
                .getTypeFactory()
                .createStructType(columns.stream().map(this::type).toList(), columnNames());
    }

    private RelDataType type(ScanColumn column) {
        RelDataType whole =
                keyedTable.columns().get(column.column()).relType(getCluster().getTypeFactory());
        if (column.decimal() != null) {
            return getCluster()
                    .getTypeFactory()
                    .createTypeWithNullability(getCluster().getTypeFactory().createSqlType(SqlTypeName.ANY), true);
        }
        return column.isWhole() ? whole : elementType(whole);
    }

    /** What {@code array[n]} is: null where the array is shorter. */
    private RelDataType elementType(RelDataType array) {
        RelDataType component = Objects.requireNonNull(array.getComponentType());
        return getCluster().getTypeFactory().createTypeWithNullability(component, true);
    }

    @Override
    public RelNode project(ImmutableBitSet fieldsUsed, Set<RelDataTypeField> extraFields, RelBuilder relBuilder) {
        if (!extraFields.isEmpty()) {
            return super.project(fieldsUsed, extraFields, relBuilder);
        }
        if (fieldsUsed.isEmpty()) {
            // The caller puts a projection without inputs on top; a key costs nothing.
            return keyedTable.requiredKey() < 0
                    ? super.project(fieldsUsed, extraFields, relBuilder)
                    : withColumns(List.of(ScanColumn.whole(keyedTable.requiredKey())));
        }
        return withColumns(ImmutableList.copyOf(Util.transform(fieldsUsed.asList(), columns::get)));
    }

    @Override
    public RelNode accept(RexShuttle shuttle) {
        KeyBindings changed = bindings.map(shuttle::apply);
        ImmutableList<ColumnTest> changedTests =
                tests.stream().map(test -> test.map(shuttle::apply)).collect(ImmutableList.toImmutableList());
        return changed.equals(bindings) && changedTests.equals(tests) ? this : with(changed, changedTests);
    }

    @Override
    public void collectVariablesUsed(Set<CorrelationId> variables) {
        CorrelationIds collector = new CorrelationIds(variables);
        bindings.map(value -> value.accept(collector));
    }

    @Override
    public void register(RelOptPlanner planner) {
        if (!PlainQueries.arePlannedBy(planner)) {
            KeyRules.addTo(planner);
        }
    }

    @Override
    public double estimateRowCount(RelMetadataQuery mq) {
        return ROWS_PER_ALTERNATIVE
                * bindings.weight(keyedTable, OPTIONAL_KEY_SELECTIVITY)
                * Math.pow(TEST_SELECTIVITY, tests.size());
    }

    @Override
    public @Nullable RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        double missing = bindings.distance(keyedTable);
        // The planner compares costs by their rows alone.
        double rows = width() * (missing == 0 ? 10 * estimateRowCount(mq) : missing * UNBOUND_ROWS);
        return planner.getCostFactory().makeCost(rows, rows, rows);
    }

    /** Whole arrays are dear: all of their elements have to be made. */
    private double width() {
        double width = 1;
        for (ScanColumn column : columns) {
            boolean array = column.isWhole() && type(column).getComponentType() != null;
            width += array ? 1 : 0.01;
        }
        return width;
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        List<String> aggregates = explainAggregates();
        boolean digest = writer.getDetailLevel() == SqlExplainLevel.DIGEST_ATTRIBUTES;
        return super.explainTerms(writer)
                .item("keys", digest ? bindings : keyedTable.name() + "(" + bindings.explain(keyedTable) + ")")
                .itemIf("options", keyedTable.options(), !keyedTable.options().isEmpty())
                .itemIf("calls", bindings.calls(keyedTable), !digest)
                .itemIf("aggregates", aggregates, !aggregates.isEmpty())
                .itemIf("tests", explainTests(), !tests.isEmpty())
                .itemIf("columns", columnNames(), !columns.equals(allColumns(keyedTable)));
    }

    List<String> columnNames() {
        return columns.stream().map(column -> column.name(keyedTable)).toList();
    }

    /** What is given instead of rows; empty if rows are. */
    List<String> explainAggregates() {
        return List.of();
    }

    private String explainTests() {
        return tests.stream().map(test -> test.explain(keyedTable)).collect(Collectors.joining(" AND "));
    }
}
