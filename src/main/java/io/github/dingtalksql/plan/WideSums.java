// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Lets sums of BIGINT, which are DECIMAL so that they cannot overflow, add decimals: Calcite's generated code adds the
 * operands as they are, and there is no sum of a {@code BigDecimal} and a {@code long}.
 */
final class WideSums extends RelHomogeneousShuttle {
    @Override
    public RelNode visit(RelNode other) {
        RelNode rel = super.visit(other);
        RexBuilder rexBuilder = rel.getCluster().getRexBuilder();
        rel = rel.accept(new RexShuttle() {
            @Override
            public RexNode visitSubQuery(RexSubQuery subQuery) {
                RexSubQuery inner = (RexSubQuery) super.visitSubQuery(subQuery);
                return inner.clone(inner.rel.accept(WideSums.this));
            }

            @Override
            public RexNode visitOver(RexOver over) {
                RexOver inner = (RexOver) super.visitOver(over);
                return inner.getOperands().size() == 1
                                && isNarrow(inner.getOperands().get(0).getType(), inner.getType())
                        ? widened(inner, rexBuilder)
                        : inner;
            }
        });
        return rel instanceof Aggregate aggregate ? widened(aggregate) : rel;
    }

    private static RexNode widened(RexOver over, RexBuilder rexBuilder) {
        RexWindow window = over.getWindow();
        return rexBuilder.makeOver(
                over.getType(),
                over.getAggOperator(),
                List.of(rexBuilder.makeCast(over.getType(), over.getOperands().get(0))),
                window.partitionKeys,
                window.orderKeys,
                window.getLowerBound(),
                window.getUpperBound(),
                window.getExclude(),
                window.isRows(),
                true,
                false,
                over.isDistinct(),
                over.ignoreNulls());
    }

    private static RelNode widened(Aggregate aggregate) {
        RelNode input = aggregate.getInput();
        RexBuilder rexBuilder = aggregate.getCluster().getRexBuilder();
        List<RexNode> fields = new ArrayList<>(rexBuilder.identityProjects(input.getRowType()));
        List<String> names = new ArrayList<>(input.getRowType().getFieldNames());
        List<AggregateCall> calls = new ArrayList<>();
        for (AggregateCall call : aggregate.getAggCallList()) {
            if (call.getArgList().size() != 1
                    || !isNarrow(fields.get(call.getArgList().get(0)).getType(), call.getType())) {
                calls.add(call);
                continue;
            }
            RexNode argument = fields.get(call.getArgList().get(0));
            RelDataType type = rexBuilder
                    .getTypeFactory()
                    .createTypeWithNullability(
                            call.getType(), argument.getType().isNullable());
            calls.add(call.withArgList(List.of(fields.size())));
            names.add("$wide" + fields.size());
            fields.add(rexBuilder.makeCast(type, argument));
        }
        if (fields.size() == input.getRowType().getFieldCount()) {
            return aggregate;
        }
        RelNode project = LogicalProject.create(input, List.of(), fields, names, Set.of());
        return aggregate.copy(
                aggregate.getTraitSet(), project, aggregate.getGroupSet(), aggregate.getGroupSets(), calls);
    }

    /** Of the aggregates with one operand, only sums of BIGINT give a DECIMAL. */
    private static boolean isNarrow(RelDataType operand, RelDataType result) {
        return operand.getSqlTypeName() == SqlTypeName.BIGINT && result.getSqlTypeName() == SqlTypeName.DECIMAL;
    }
}
