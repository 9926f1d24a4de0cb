// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableLimit;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * {@code LIMIT} that asks its input for no row more than it gives. Calcite's own asks for one more before it stops,
 * which may be the first row of another file: a call and a request for nothing.
 */
final class EnumerableExactLimit extends EnumerableLimit {
    private EnumerableExactLimit(
            RelOptCluster cluster,
            RelTraitSet traits,
            RelNode input,
            @Nullable RexNode offset,
            @Nullable RexNode fetch) {
        super(cluster, traits, input, offset, fetch);
    }

    static EnumerableExactLimit of(EnumerableLimit plain) {
        return new EnumerableExactLimit(
                plain.getCluster(), plain.getTraitSet(), plain.getInput(), plain.offset, plain.fetch);
    }

    @Override
    public EnumerableLimit copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return new EnumerableExactLimit(getCluster(), traitSet, inputs.get(0), offset, fetch);
    }

    /** A little less than the same with one more row. */
    @Override
    public @Nullable RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        RelOptCost cost = super.computeSelfCost(planner, mq);
        return cost == null ? null : cost.multiplyBy(0.99);
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
        BlockBuilder builder = new BlockBuilder();
        Result input = implementor.visitChild(this, 0, (EnumerableRel) getInput(), prefer);
        PhysType physType = PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), input.format);
        Expression rows = builder.append("child", input.block);
        builder.add(Expressions.return_(
                null, Expressions.call(ExactLimit.class, "rows", rows, count(offset), count(fetch))));
        return implementor.result(physType, builder.toBlock());
    }

    private static Expression count(@Nullable RexNode value) {
        if (value == null) {
            return Expressions.constant(null, Object.class);
        }
        return value instanceof RexDynamicParam parameter
                ? Expressions.call(DataContext.ROOT, "get", Expressions.constant(parameter.getName()))
                : Expressions.constant(String.valueOf(RexLiteral.bigDecimalValue(value)), Object.class);
    }
}
