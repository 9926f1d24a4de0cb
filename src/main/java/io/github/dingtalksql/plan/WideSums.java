// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Has sums of BIGINT add up what their result is made of. The sum is a DECIMAL, so that it does not overflow, but the
 * code that Calcite 1.42 makes adds a {@code long} to a {@code BigDecimal} and does not compile.
 */
final class WideSums extends RelHomogeneousShuttle {
    /** Digits of the longest BIGINT. */
    private static final int BIGINT_DIGITS = 19;

    @Override
    public RelNode visit(RelNode other) {
        RelNode visited = super.visit(other);
        if (visited instanceof Aggregate aggregate) {
            return widened(aggregate);
        }
        return visited instanceof Project project && project.containsOver()
                ? project.accept(new Windows(project.getCluster().getRexBuilder()))
                : visited;
    }

    private static RelNode widened(Aggregate aggregate) {
        RelNode input = aggregate.getInput();
        RexBuilder rexBuilder = aggregate.getCluster().getRexBuilder();
        List<RexNode> fields = new ArrayList<>();
        List<String> names = new ArrayList<>(input.getRowType().getFieldNames());
        for (int i = 0; i < names.size(); i++) {
            fields.add(rexBuilder.makeInputRef(input, i));
        }
        List<AggregateCall> calls = new ArrayList<>();
        for (AggregateCall call : aggregate.getAggCallList()) {
            SqlKind kind = call.getAggregation().getKind();
            List<Integer> arguments = call.getArgList();
            if (arguments.size() != 1 || !isConcerned(kind, fields.get(arguments.get(0)), call.getType())) {
                calls.add(call);
                continue;
            }
            RexInputRef argument = rexBuilder.makeInputRef(input, arguments.get(0));
            calls.add(call.withArgList(List.of(fields.size())));
            names.add("wide" + fields.size());
            fields.add(wide(kind, argument, rexBuilder));
        }
        if (fields.size() == input.getRowType().getFieldCount()) {
            return aggregate;
        }
        RelNode project = LogicalProject.create(input, List.of(), fields, names, Set.of());
        return aggregate.copy(
                aggregate.getTraitSet(), project, aggregate.getGroupSet(), aggregate.getGroupSets(), calls);
    }

    private static boolean isConcerned(SqlKind kind, RexNode argument, RelDataType result) {
        boolean isSum = kind == SqlKind.SUM || kind == SqlKind.SUM0;
        return argument.getType().getSqlTypeName() == SqlTypeName.BIGINT
                && (isSum && result.getSqlTypeName() == SqlTypeName.DECIMAL
                        || SqlKind.AVG_AGG_FUNCTIONS.contains(kind));
    }

    /** Averages are DOUBLE anyway. */
    private static RexNode wide(SqlKind kind, RexNode argument, RexBuilder rexBuilder) {
        RelDataTypeFactory types = rexBuilder.getTypeFactory();
        RelDataType type = SqlKind.AVG_AGG_FUNCTIONS.contains(kind)
                ? types.createSqlType(SqlTypeName.DOUBLE)
                : types.createSqlType(SqlTypeName.DECIMAL, BIGINT_DIGITS, 0);
        return rexBuilder.makeCast(
                types.createTypeWithNullability(type, argument.getType().isNullable()), argument);
    }

    private static final class Windows extends RexShuttle {
        private final RexBuilder rexBuilder;

        Windows(RexBuilder rexBuilder) {
            this.rexBuilder = rexBuilder;
        }

        @Override
        public RexNode visitOver(RexOver over) {
            SqlKind kind = over.getAggOperator().getKind();
            if (over.getOperands().size() != 1
                    || !isConcerned(kind, over.getOperands().get(0), over.getType())) {
                return super.visitOver(over);
            }
            RexWindow window = over.getWindow();
            return rexBuilder.makeOver(
                    over.getType(),
                    over.getAggOperator(),
                    List.of(wide(kind, over.getOperands().get(0), rexBuilder)),
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
    }
}
