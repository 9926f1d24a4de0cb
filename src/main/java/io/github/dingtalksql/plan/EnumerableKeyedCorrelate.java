// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableCorrelate;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.JavaRowFormat;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.tree.BlockStatement;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.FunctionExpression;
import org.apache.calcite.linq4j.tree.GotoStatement;
import org.apache.calcite.linq4j.tree.MethodCallExpression;
import org.apache.calcite.linq4j.tree.ParameterExpression;
import org.apache.calcite.linq4j.tree.Statement;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.util.BuiltInMethod;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * A correlation whose right side reads files or makes calls: the right sides of the next few left rows are started
 * while one is read, and left rows with the same keys share one reading. Otherwise the same as Calcite's, whose code it changes in the one call that loops.
 */
final class EnumerableKeyedCorrelate extends EnumerableCorrelate {
    private final FanOut fanOut;

    private EnumerableKeyedCorrelate(
            RelOptCluster cluster,
            RelTraitSet traits,
            RelNode left,
            RelNode right,
            CorrelationId correlationId,
            ImmutableBitSet requiredColumns,
            JoinRelType joinType,
            FanOut fanOut) {
        super(cluster, traits, left, right, correlationId, requiredColumns, joinType);
        this.fanOut = fanOut;
    }

    static EnumerableKeyedCorrelate of(EnumerableCorrelate plain, FanOut fanOut) {
        return new EnumerableKeyedCorrelate(
                plain.getCluster(),
                plain.getTraitSet(),
                plain.getLeft(),
                plain.getRight(),
                plain.getCorrelationId(),
                plain.getRequiredColumns(),
                plain.getJoinType(),
                fanOut);
    }

    @Override
    public EnumerableCorrelate copy(
            RelTraitSet traitSet,
            RelNode left,
            RelNode right,
            CorrelationId correlationId,
            ImmutableBitSet requiredColumns,
            JoinRelType joinType) {
        return new EnumerableKeyedCorrelate(
                getCluster(), traitSet, left, right, correlationId, requiredColumns, joinType, fanOut);
    }

    /** A little less than the same loop without starting ahead. */
    @Override
    public @Nullable RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        RelOptCost cost = super.computeSelfCost(planner, mq);
        return cost == null ? null : cost.multiplyBy(0.99);
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
        Result plain = super.implement(implementor, prefer);
        List<Statement> statements = plain.block.statements;
        int last = statements.size() - 1;
        if (statements.get(last) instanceof GotoStatement result
                && result.expression instanceof MethodCallExpression loop
                && loop.method.equals(BuiltInMethod.CORRELATE_JOIN.method)) {
            Expression ahead = Expressions.call(
                    KeyedCorrelation.class,
                    "join",
                    ImmutableList.<Expression>builder()
                            .add(DataContext.ROOT, implementor.stash(fanOut, FanOut.class))
                            .add(key(implementor.getTypeFactory(), loop))
                            .add(Objects.requireNonNull(loop.targetExpression))
                            .addAll(loop.expressions)
                            .build());
            BlockStatement block = Expressions.block(ImmutableList.<Statement>builder()
                    .addAll(statements.subList(0, last))
                    .add(Expressions.return_(null, ahead))
                    .build());
            return new Result(block, plain.physType, plain.format);
        }
        throw unexpected();
    }

    /** What of a left row its right side depends on, as a list, whose {@code equals} compares values. */
    private Expression key(JavaTypeFactory typeFactory, MethodCallExpression loop) {
        if (!(loop.expressions.get(1) instanceof FunctionExpression<?> right)) {
            throw unexpected();
        }
        ParameterExpression row =
                Expressions.parameter(right.parameterList.get(0).getType(), "keyed");
        List<Expression> values = new ArrayList<>();
        if (getLeft().getRowType().getFieldCount() == 1) {
            values.add(row);
        } else {
            JavaRowFormat format = row.getType() == Object[].class ? JavaRowFormat.ARRAY : JavaRowFormat.CUSTOM;
            PhysType left = PhysTypeImpl.of(typeFactory, getLeft().getRowType(), format);
            if (!left.getJavaRowType().equals(row.getType())) {
                throw unexpected();
            }
            getRequiredColumns().forEach(column -> values.add(Expressions.box(left.fieldReference(row, column))));
        }
        return Expressions.lambda(
                Expressions.call(Arrays.class, "asList", Expressions.newArrayInit(Object.class, values)), row);
    }

    private static IllegalStateException unexpected() {
        return new IllegalStateException("Calcite makes other code for correlations than expected");
    }
}
