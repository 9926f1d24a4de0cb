// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;

/** Follows values for keys down a plan, and orders its inner joins by them. Remembers its answers, so for one plan. */
final class ReadableForms {
    private static final ImmutableBitSet NONE = ImmutableBitSet.of();

    private record Question(RelNode rel, ImmutableBitSet known) {}

    private final Map<Question, ReadableForm> answers = new HashMap<>();

    /** @param known columns of {@code rel} that conditions above it give a value to */
    ReadableForm of(RelNode rel, ImmutableBitSet known) {
        Question question = new Question(rel, known);
        ReadableForm answer = answers.get(question);
        if (answer == null) {
            InnerJoins joins = InnerJoins.of(rel);
            answer = joins.inputs().size() > 1
                    ? new InnerJoinOrder(joins, joins.known(known), this).form()
                    : ofSingle(rel, known);
            answers.put(question, answer);
        }
        return answer;
    }

    private ReadableForm ofSingle(RelNode rel, ImmutableBitSet known) {
        if (rel instanceof KeyedTableScan scan) {
            return new ReadableForm(scan, scan.isReadable(known));
        }
        if (rel instanceof Filter filter) {
            List<RexNode> conditions = RelOptUtil.conjunctions(filter.getCondition());
            return withInputs(filter, List.of(KnownColumns.of(conditions, NONE, known)));
        }
        if (rel instanceof Join join) {
            return ofJoin(join, known);
        }
        if (rel instanceof Correlate correlate) {
            int leftCount = correlate.getLeft().getRowType().getFieldCount();
            ImmutableBitSet right = correlate.getJoinType() == JoinRelType.INNER
                    ? part(known, leftCount, correlate.getRowType().getFieldCount())
                    : NONE;
            return withInputs(correlate, List.of(part(known, 0, leftCount), right));
        }
        return withInputs(rel, Collections.nCopies(rel.getInputs().size(), below(rel, known)));
    }

    /** Which columns of its inputs have a value if some of its own columns have. */
    private static ImmutableBitSet below(RelNode rel, ImmutableBitSet known) {
        if (rel instanceof Project project) {
            return ImmutableBitSet.union(known.asList().stream()
                    .map(column -> KnownColumns.column(project.getProjects().get(column)))
                    .toList());
        }
        if (rel instanceof Aggregate aggregate) {
            return aggregate.getGroupType() == Aggregate.Group.SIMPLE
                    ? ImmutableBitSet.of(part(known, 0, aggregate.getGroupCount()).asList().stream()
                            .map(aggregate.getGroupSet()::nth)
                            .toList())
                    : NONE;
        }
        boolean passes = rel instanceof SetOp || rel instanceof Sort sort && sort.fetch == null && sort.offset == null;
        return passes ? known : NONE;
    }

    /** Outer joins, semi-joins and others that may not be taken apart: keys come from the side that keeps its rows. */
    private ReadableForm ofJoin(Join join, ImmutableBitSet known) {
        JoinRelType type = join.getJoinType();
        int leftCount = join.getLeft().getRowType().getFieldCount();
        int count = leftCount + join.getRight().getRowType().getFieldCount();
        ImmutableBitSet left = type.generatesNullsOnLeft() ? NONE : part(known, 0, leftCount);
        ImmutableBitSet right = type.generatesNullsOnRight() ? NONE : part(known, leftCount, count);
        List<RexNode> conditions = RelOptUtil.conjunctions(join.getCondition());
        if (!type.generatesNullsOnLeft()) {
            ImmutableBitSet fed = KnownColumns.of(conditions, ImmutableBitSet.range(leftCount), right.shift(leftCount));
            ReadableForm fromLeft = withInputs(join, List.of(left, part(fed, leftCount, count)));
            if (fromLeft.isReadable() || type != JoinRelType.INNER) {
                return fromLeft;
            }
        }
        ImmutableBitSet fed = type.generatesNullsOnRight()
                ? left
                : KnownColumns.of(conditions, ImmutableBitSet.range(leftCount, count), left);
        return withInputs(join, List.of(part(fed, 0, leftCount), right));
    }

    static ImmutableBitSet part(ImmutableBitSet columns, int from, int to) {
        return columns.intersect(ImmutableBitSet.range(from, to)).shift(-from);
    }

    private ReadableForm withInputs(RelNode rel, List<ImmutableBitSet> known) {
        List<RelNode> inputs = new ArrayList<>();
        boolean readable = true;
        for (int i = 0; i < known.size(); i++) {
            ReadableForm input = of(rel.getInput(i), known.get(i));
            inputs.add(input.rel());
            readable &= input.isReadable();
        }
        return new ReadableForm(inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs), readable);
    }
}
