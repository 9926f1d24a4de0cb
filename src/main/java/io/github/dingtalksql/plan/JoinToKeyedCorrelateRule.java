// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.logical.LogicalCorrelate;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Turns a join whose condition gives a key to a table on its right into a correlation: for each row of the left, the
 * right with that row's keys. The filter rules then carry the condition down to the scan.
 */
final class JoinToKeyedCorrelateRule extends RelRule<RuleConfig> {
    static RuleConfig config() {
        return RuleConfig.of("JoinToKeyedCorrelateRule", JoinToKeyedCorrelateRule::new)
                .on(b -> b.operand(LogicalJoin.class).anyInputs());
    }

    private JoinToKeyedCorrelateRule(RuleConfig config) {
        super(config);
    }

    @Override
    public boolean matches(RelOptRuleCall call) {
        Join join = call.rel(0);
        if (join.getJoinType().generatesNullsOnLeft()) {
            return false;
        }
        if (MatchedJoins.contains(call.getPlanner(), join)) {
            return true;
        }
        int leftCount = join.getLeft().getRowType().getFieldCount();
        boolean givesKey = RelOptUtil.disjunctions(join.getCondition()).stream()
                .flatMap(either -> RelOptUtil.conjunctions(either).stream())
                .anyMatch(conjunct -> givesKey(join, leftCount, conjunct));
        if (givesKey) {
            MatchedJoins.add(call.getPlanner(), join);
        }
        return givesKey;
    }

    private static boolean givesKey(Join join, int leftCount, RexNode conjunct) {
        if (!conjunct.isA(SqlKind.EQUALS) && !conjunct.isA(SqlKind.IS_NOT_DISTINCT_FROM)) {
            return false;
        }
        return ((RexCall) conjunct)
                .getOperands().stream()
                        .map(KeyTrace::withoutCasts)
                        .anyMatch(operand -> operand instanceof RexInputRef reference
                                && reference.getIndex() >= leftCount
                                && KeyTrace.leadsToOpenKey(join.getRight(), reference.getIndex() - leftCount));
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
        Join join = call.rel(0);
        int leftCount = join.getLeft().getRowType().getFieldCount();
        RexBuilder rexBuilder = join.getCluster().getRexBuilder();
        CorrelationId id = join.getCluster().createCorrel();
        RexNode row = rexBuilder.makeCorrel(join.getLeft().getRowType(), id);
        ImmutableBitSet.Builder used = ImmutableBitSet.builder();
        RexNode condition = join.getCondition().accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef reference) {
                int field = reference.getIndex();
                if (field >= leftCount) {
                    return rexBuilder.makeInputRef(reference.getType(), field - leftCount);
                }
                used.set(field);
                return rexBuilder.makeFieldAccess(row, field);
            }
        });
        RelBuilder builder = call.builder().push(join.getRight()).filter(condition);
        call.transformTo(LogicalCorrelate.create(
                join.getLeft(), builder.build(), join.getHints(), id, used.build(), join.getJoinType()));
    }
}
