// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/**
 * Has conditions like {@code RAND() < 0.1} stand by themselves above the others of a {@code WHERE}. Calcite moves no
 * part of a filter that has one, so the keys beside it would not reach the tables of a join.
 */
final class RandomConditions extends RelHomogeneousShuttle {
    @Override
    public RelNode visit(RelNode other) {
        RelNode visited = super.visit(other);
        if (!(visited instanceof LogicalFilter filter) || RexUtil.isDeterministic(filter.getCondition())) {
            return visited;
        }
        List<RexNode> random = new ArrayList<>(RelOptUtil.conjunctions(filter.getCondition()));
        List<RexNode> others = random.stream().filter(RexUtil::isDeterministic).toList();
        random.removeAll(others);
        return others.isEmpty() ? filter : filtered(filter, filtered(filter, filter.getInput(), others), random);
    }

    private static RelNode filtered(LogicalFilter like, RelNode input, List<RexNode> conditions) {
        RexNode condition = RexUtil.composeConjunction(like.getCluster().getRexBuilder(), conditions);
        return like.copy(like.getTraitSet(), input, condition);
    }
}
