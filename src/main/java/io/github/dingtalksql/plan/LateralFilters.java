// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptLattice;
import org.apache.calcite.plan.RelOptMaterialization;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.tools.Program;

/**
 * Takes conditions on the left side of a {@code LATERAL} below it, sub-queries and all, before anything else:
 * decorrelation may read the left side by itself, and then its keys have to be known there.
 */
final class LateralFilters extends RelHomogeneousShuttle implements Program {
    @Override
    public RelNode run(
            RelOptPlanner planner,
            RelNode rel,
            RelTraitSet wanted,
            List<RelOptMaterialization> materializations,
            List<RelOptLattice> lattices) {
        // One for each run: a shuttle keeps the way to where it is, and threads plan at once.
        return rel.accept(new LateralFilters());
    }

    @Override
    public RelNode visit(RelNode other) {
        if (other instanceof LogicalFilter filter
                && filter.getInput() instanceof Correlate correlate
                && filter.getVariablesSet().isEmpty()) {
            List<RexNode> below = new ArrayList<>();
            List<RexNode> above = new ArrayList<>();
            int leftCount = correlate.getLeft().getRowType().getFieldCount();
            for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
                boolean ofLeft = RelOptUtil.InputFinder.bits(conjunct).length() <= leftCount
                        && RexUtil.isDeterministic(conjunct);
                (ofLeft ? below : above).add(conjunct);
            }
            if (!below.isEmpty()) {
                return super.visit(pushed(filter, correlate, below, above));
            }
        }
        return super.visit(other);
    }

    private static RelNode pushed(LogicalFilter filter, Correlate correlate, List<RexNode> below, List<RexNode> above) {
        RelNode left = LogicalFilter.create(
                correlate.getLeft(),
                RexUtil.composeConjunction(filter.getCluster().getRexBuilder(), below));
        RelNode narrowed = correlate.copy(correlate.getTraitSet(), List.of(left, correlate.getRight()));
        return above.isEmpty()
                ? narrowed
                : LogicalFilter.create(
                        narrowed, RexUtil.composeConjunction(filter.getCluster().getRexBuilder(), above));
    }
}
