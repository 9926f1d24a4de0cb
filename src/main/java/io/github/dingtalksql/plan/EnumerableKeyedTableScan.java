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
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexUtil;

/**
 * Scan of a {@link KeyedTable} that can run. Its code evaluates the keys that are no literals and hands them to a
 * {@link KeyedScanPlan}, which holds everything else.
 */
final class EnumerableKeyedTableScan extends KeyedTableScan implements EnumerableRel {
    EnumerableKeyedTableScan(KeyedTableScan scan) {
        this(scan, scan.getCluster().traitSetOf(EnumerableConvention.INSTANCE), scan.tests, scan.bindings);
    }

    private EnumerableKeyedTableScan(
            KeyedTableScan scan, RelTraitSet traits, ImmutableList<ColumnTest> tests, KeyBindings bindings) {
        super(
                scan.getCluster(),
                traits,
                scan.getTable(),
                scan.getHints(),
                scan.keyedTable,
                scan.columns,
                tests,
                bindings);
    }

    @Override
    KeyedTableScan with(KeyBindings newBindings, ImmutableList<ColumnTest> newTests) {
        return new EnumerableKeyedTableScan(this, getTraitSet(), newTests, newBindings);
    }

    @Override
    public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return new EnumerableKeyedTableScan(this, traitSet, tests, bindings);
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
                        scanTests,
                        alternatives,
                        bindings.failure(keyedTable).orElse(null)),
                KeyedScanPlan.class);
        // Sorts and joins of Calcite take rows of one column for that column's values.
        String rows = columns.size() == 1 ? "values" : "rows";
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
