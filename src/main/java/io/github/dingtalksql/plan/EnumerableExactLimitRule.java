// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableLimit;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalSort;

/** Makes {@code LIMIT} and {@code OFFSET} without {@code ORDER BY} an {@link EnumerableExactLimit}. */
final class EnumerableExactLimitRule extends RelRule<RuleConfig> {
    static RuleConfig config() {
        return RuleConfig.of("EnumerableExactLimitRule", EnumerableExactLimitRule::new)
                .on(b -> b.operand(LogicalSort.class)
                        .predicate(sort -> sort.offset != null || sort.fetch != null)
                        .anyInputs());
    }

    private EnumerableExactLimitRule(RuleConfig config) {
        super(config);
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
        Sort sort = call.rel(0);
        RelNode input = sort.getInput();
        if (!sort.getCollation().getFieldCollations().isEmpty()) {
            input = sort.copy(sort.getTraitSet(), input, sort.getCollation(), null, null);
        }
        RelNode rows = convert(call.getPlanner(), input, input.getTraitSet().replace(EnumerableConvention.INSTANCE));
        call.transformTo(EnumerableExactLimit.of(EnumerableLimit.create(rows, sort.offset, sort.fetch)));
    }
}
