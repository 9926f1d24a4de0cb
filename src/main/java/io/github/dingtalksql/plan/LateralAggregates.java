// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalCorrelate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;

/**
 * Has {@code t, LATERAL (SELECT MAX(x) FROM … t.id …)} keep the rows of {@code t} for which the aggregate finds nothing.
 * Decorrelation in Calcite 1.42 groups by {@code t.id} and joins, which loses them. Such a sub-query gives one row
 * always, so the correlation may as well be a left one, which it does right, if all columns may be null. Otherwise, and
 * where conditions on the aggregates leave open how many rows there are, a constant column has it keep all rows.
 */
final class LateralAggregates extends RelHomogeneousShuttle {
    @Override
    public RelNode visit(RelNode other) {
        RelNode visited = super.visit(other);
        if (!(visited instanceof Correlate correlate) || correlate.getJoinType() != JoinRelType.INNER) {
            return visited;
        }
        boolean mayBeNull = correlate.getRight().getRowType().getFieldList().stream()
                .allMatch(field -> field.getType().isNullable());
        if (mayBeNull && givesOneRow(correlate.getRight())) {
            return leftCorrelation(correlate);
        }
        return aggregatesAll(correlate.getRight()) ? withConstant(correlate) : visited;
    }

    private static boolean givesOneRow(RelNode rel) {
        return aggregates(rel) || rel instanceof Project && givesOneRow(rel.getInput(0));
    }

    private static boolean aggregatesAll(RelNode rel) {
        return aggregates(rel) || rel.getInputs().stream().anyMatch(LateralAggregates::aggregatesAll);
    }

    private static boolean aggregates(RelNode rel) {
        return rel instanceof Aggregate aggregate && aggregate.hasEmptyGroup();
    }

    private static RelNode leftCorrelation(Correlate correlate) {
        RelNode left = LogicalCorrelate.create(
                correlate.getLeft(),
                correlate.getRight(),
                List.of(),
                correlate.getCorrelationId(),
                correlate.getRequiredColumns(),
                JoinRelType.LEFT);
        return columnsOf(correlate, left);
    }

    private static RelNode withConstant(Correlate correlate) {
        RelNode right = correlate.getRight();
        RexBuilder rexBuilder = correlate.getCluster().getRexBuilder();
        List<RexNode> more = new ArrayList<>(rexBuilder.identityProjects(right.getRowType()));
        more.add(rexBuilder.makeLiteral(true));
        List<String> names = new ArrayList<>(right.getRowType().getFieldNames());
        names.add("one");
        RelNode wider = LogicalProject.create(right, List.of(), more, names, Set.of());
        return columnsOf(correlate, correlate.copy(correlate.getTraitSet(), List.of(correlate.getLeft(), wider)));
    }

    /** The first columns of {@code rel} as they are in {@code correlate}, which are as many, of the same types. */
    private static RelNode columnsOf(Correlate correlate, RelNode rel) {
        RexBuilder rexBuilder = correlate.getCluster().getRexBuilder();
        List<RexNode> columns = new ArrayList<>();
        for (RelDataTypeField field : correlate.getRowType().getFieldList()) {
            columns.add(rexBuilder.ensureType(field.getType(), rexBuilder.makeInputRef(rel, field.getIndex()), true));
        }
        return LogicalProject.create(
                rel, List.of(), columns, correlate.getRowType().getFieldNames(), Set.of());
    }
}
