// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.JavaRowFormat;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.adapter.enumerable.RexToLixTranslator;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexUtil;
import org.jspecify.annotations.Nullable;

/**
 * Scan of a {@link KeyedTable} that can run. Its code evaluates the keys that are no literals and hands them to a
 * {@link KeyedScanPlan}, which holds everything else.
 */
final class EnumerableKeyedTableScan extends KeyedTableScan implements EnumerableRel {
    private final @Nullable PartialAggregates aggregates;
    private final @Nullable RelDataType partType;

    EnumerableKeyedTableScan(KeyedTableScan scan) {
        this(
                scan,
                scan.getCluster().traitSetOf(EnumerableConvention.INSTANCE),
                scan.columns,
                scan.tests,
                scan.bindings,
                null,
                null);
    }

    private EnumerableKeyedTableScan(
            KeyedTableScan scan,
            RelTraitSet traits,
            ImmutableList<ScanColumn> columns,
            ImmutableList<ColumnTest> tests,
            KeyBindings bindings,
            @Nullable PartialAggregates aggregates,
            @Nullable RelDataType partType) {
        super(scan.getCluster(), traits, scan.getTable(), scan.getHints(), scan.keyedTable, columns, tests, bindings);
        this.aggregates = aggregates;
        this.partType = partType;
    }

    /** A scan that gives aggregates of several rows instead of the rows. */
    EnumerableKeyedTableScan givingParts(PartialAggregates wanted, RelDataType type) {
        return new EnumerableKeyedTableScan(this, getTraitSet(), columns, tests, bindings, wanted, type);
    }

    @Override
    public RelDataType deriveRowType() {
        return partType == null ? super.deriveRowType() : partType;
    }

    @Override
    List<String> explainAggregates() {
        return aggregates == null ? List.of() : aggregates.explain(columnNames());
    }

    @Override
    KeyedTableScan with(KeyBindings newBindings, ImmutableList<ColumnTest> newTests) {
        return new EnumerableKeyedTableScan(this, getTraitSet(), columns, newTests, newBindings, aggregates, partType);
    }

    @Override
    KeyedTableScan withColumns(List<ScanColumn> others) {
        if (aggregates != null) {
            throw new IllegalStateException("aggregates name columns by their places");
        }
        return new EnumerableKeyedTableScan(
                this, getTraitSet(), ImmutableList.copyOf(others), tests, bindings, aggregates, partType);
    }

    @Override
    public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return new EnumerableKeyedTableScan(this, traitSet, columns, tests, bindings, aggregates, partType);
    }

    /**
     * If the planner found no way to bind the required keys, the code says so when it runs: our own driver looks before,
     * and Calcite's would hide what is thrown here behind the whole plan.
     */
    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
        ComputedValues computed = new ComputedValues();
        List<List<KeyedScanPlan.Term>> alternatives = new ArrayList<>();
        for (KeyBinding alternative : bindings.alternatives()) {
            List<KeyedScanPlan.Term> terms = new ArrayList<>();
            for (KeyTerm term : alternative.terms()) {
                terms.add(planTerm(term, computed));
            }
            alternatives.add(terms);
        }
        ScanTests scanTests = ScanTests.of(tests, computed);

        BlockBuilder builder = new BlockBuilder();
        Expression values = computed.code(
                builder,
                block -> RexToLixTranslator.forAggregation(
                                implementor.getTypeFactory(), block, null, implementor.getConformance())
                        .setCorrelates(implementor::getCorrelVariableGetter));
        Expression plan = implementor.stash(
                new KeyedScanPlan(
                        keyedTable,
                        columns,
                        aggregates,
                        scanTests,
                        alternatives,
                        bindings.failure(keyedTable).orElse(null)),
                KeyedScanPlan.class);
        // Sorts and joins of Calcite take rows of one column for that column's values.
        String rows = getRowType().getFieldCount() == 1 ? "values" : "rows";
        builder.add(Expressions.return_(null, Expressions.call(plan, rows, DataContext.ROOT, values)));
        PhysType physType = PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), JavaRowFormat.ARRAY);
        return implementor.result(physType, builder.toBlock());
    }

    /** Literals go into the plan as they are, so that a list of thousands makes no code. */
    private static KeyedScanPlan.Term planTerm(KeyTerm term, ComputedValues computed) {
        if (term.value() instanceof RexLiteral literal && !literal.isNull()) {
            Object value = literal.getValue3();
            if (value instanceof String || value instanceof Number) {
                return new KeyedScanPlan.Term(
                        term.column(),
                        term.op(),
                        KeyedScanPlan.CONSTANT,
                        value,
                        KeyedScanPlan.isPadded(literal),
                        false);
            }
        }
        return new KeyedScanPlan.Term(
                term.column(),
                term.op(),
                computed.position(term.value()),
                null,
                KeyedScanPlan.isPadded(term.value()),
                RexUtil.containsCorrelation(term.value()));
    }
}
