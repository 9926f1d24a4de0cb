// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.BiRel;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Moves conditions with correlation variables, which may hold keys, from above a join to the side that they are about.
 * (Calcite's own rules leave such conditions where they are, so that it can decorrelate them; that is over.)
 */
final class CorrelatedFilterIntoInputsRule extends RelRule<RuleConfig> {
    static RuleConfig config() {
        return RuleConfig.of("CorrelatedFilterIntoInputsRule", CorrelatedFilterIntoInputsRule::new)
                .on(b -> b.operand(Filter.class)
                        .predicate(filter -> RexUtil.containsCorrelation(filter.getCondition()))
                        .oneInput(c -> c.operand(BiRel.class)
                                .predicate(rel -> joinType(rel) != null)
                                .anyInputs()));
    }

    private CorrelatedFilterIntoInputsRule(RuleConfig config) {
        super(config);
    }

    private static @Nullable JoinRelType joinType(BiRel rel) {
        if (rel instanceof Join join) {
            return join.getJoinType();
        }
        return rel instanceof Correlate correlate ? correlate.getJoinType() : null;
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
        Filter filter = call.rel(0);
        BiRel join = call.rel(1);
        JoinRelType type = Objects.requireNonNull(joinType(join));
        int leftCount = join.getLeft().getRowType().getFieldCount();
        int count = join.getRowType().getFieldCount();
        List<RexNode> left = new ArrayList<>();
        List<RexNode> right = new ArrayList<>();
        List<RexNode> above = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
            ImmutableBitSet used = RelOptUtil.InputFinder.bits(conjunct);
            if (!RexUtil.containsCorrelation(conjunct) || used.isEmpty() || !RexUtil.isDeterministic(conjunct)) {
                above.add(conjunct);
            } else if (used.length() <= leftCount && !type.generatesNullsOnLeft()) {
                left.add(conjunct);
            } else if (used.nth(0) >= leftCount && !type.generatesNullsOnRight()) {
                right.add(RexUtil.shift(conjunct, leftCount, -leftCount));
            } else {
                above.add(conjunct);
            }
        }
        if (above.size() == RelOptUtil.conjunctions(filter.getCondition()).size()) {
            return;
        }
        RelBuilder builder = call.builder();
        RelNode newLeft = builder.push(join.getLeft()).filter(left).build();
        RelNode newRight = builder.push(join.getRight()).filter(right).build();
        RelNode newJoin = join.copy(join.getTraitSet(), List.of(newLeft, newRight));
        assert newJoin.getRowType().getFieldCount() == count;
        call.transformTo(builder.push(newJoin).filter(above).build());
    }
}
