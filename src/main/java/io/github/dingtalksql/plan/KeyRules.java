// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.FilterProjectTransposeRule;
import org.apache.calcite.rel.rules.JoinCommuteRule;
import org.apache.calcite.rex.RexUtil;

/** The rules that a {@link KeyedTableScan} brings to whichever planner meets it. */
final class KeyRules {
    static final List<RelOptRule> ALL = ImmutableList.of(
            BindKeysRule.config().toRule(),
            AggregateInputRule.config().toRule(),
            ArrayElementsRule.ofProject().toRule(),
            ArrayElementsRule.ofFilteredProject().toRule(),
            PushTestsRule.config().toRule(),
            PushMeasuresRule.ofScan().toRule(),
            PushMeasuresRule.ofProject().toRule(),
            JoinToKeyedCorrelateRule.config().toRule(),
            EnumerableKeyedTableScanRule.CONFIG.toRule(EnumerableKeyedTableScanRule.class),
            EnumerableKeyedCorrelateRule.CONFIG.toRule(EnumerableKeyedCorrelateRule.class),
            CorrelatedFilterIntoInputsRule.config().toRule(),
            // Calcite's own leaves correlated conditions where they are, so that it can decorrelate them; that is over.
            FilterProjectTransposeRule.Config.DEFAULT
                    .withOperandFor(
                            Filter.class,
                            filter -> RexUtil.containsCorrelation(filter.getCondition()),
                            Project.class,
                            project -> true)
                    .withDescription("FilterProjectTransposeRule:correlated")
                    .toRule(),
            // The planner's own set turns no outer joins round, but keys come from the left.
            JoinCommuteRule.Config.DEFAULT
                    .withOperandSupplier(b -> b.operand(LogicalJoin.class)
                            .predicate(join -> join.getJoinType() == JoinRelType.RIGHT)
                            .anyInputs())
                    .withDescription("JoinCommuteRule:right")
                    .as(JoinCommuteRule.Config.class)
                    .withSwapOuter(true)
                    .toRule(),
            EnumerableExactLimitRule.config().toRule(),
            // What brings a condition down to the scan, where the planner's own set does not.
            CoreRules.FILTER_CORRELATE,
            CoreRules.FILTER_SET_OP_TRANSPOSE,
            CoreRules.FILTER_MERGE);

    private KeyRules() {}
}
