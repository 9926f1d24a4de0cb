// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.Util;

/**
 * Inner joins that lie on each other, with the filters and projections between them, taken apart: some inputs side by
 * side, what holds of them together, and what comes out.
 *
 * @param rel what was taken apart
 * @param inputs in the order of the query; a single one if there is no inner join
 * @param conditions over the columns of all inputs, one input after the other
 * @param outputs the columns of {@code rel}, over the columns of all inputs
 */
record InnerJoins(RelNode rel, List<RelNode> inputs, List<RexNode> conditions, List<RexNode> outputs) {
    /** Expressions that grow larger by being put into each other are left as they are. */
    private static final int LARGEST = 100_000;

    static InnerJoins of(RelNode rel) {
        InnerJoins taken = null;
        if (rel instanceof LogicalJoin join) {
            taken = ofJoin(join);
        } else if (rel instanceof LogicalFilter filter && isPlain(filter.getCondition(), filter.getVariablesSet())) {
            taken = of(filter.getInput()).filtered(filter);
        } else if (rel instanceof LogicalProject project
                && project.getProjects().stream().allMatch(e -> isPlain(e, project.getVariablesSet()))) {
            taken = of(project.getInput()).projected(project);
        }
        return taken != null && taken.inputs.size() > 1 && taken.size() <= LARGEST
                ? taken
                : new InnerJoins(
                        rel,
                        List.of(rel),
                        List.of(),
                        rel.getCluster().getRexBuilder().identityProjects(rel.getRowType()));
    }

    private static InnerJoins ofJoin(LogicalJoin join) {
        if (join.getJoinType() != JoinRelType.INNER
                || !join.getHints().isEmpty()
                || !isPlain(join.getCondition(), join.getVariablesSet())) {
            return new InnerJoins(join, List.of(join), List.of(), List.of());
        }
        InnerJoins left = of(join.getLeft());
        InnerJoins right = of(join.getRight());
        int shift = left.fieldCount();
        List<RexNode> outputs = new ArrayList<>(left.outputs);
        right.outputs.forEach(output -> outputs.add(RexUtil.shift(output, shift)));
        List<RexNode> conditions = new ArrayList<>(left.conditions);
        right.conditions.forEach(condition -> conditions.add(RexUtil.shift(condition, shift)));
        List<RelNode> inputs = new ArrayList<>(left.inputs);
        inputs.addAll(right.inputs);
        return new InnerJoins(join, inputs, conditions, outputs).with(join, join.getCondition());
    }

    /** What may be evaluated at another place. */
    private static boolean isPlain(RexNode expression, Set<?> variables) {
        return variables.isEmpty()
                && RexUtil.isDeterministic(expression)
                && !RexOver.containsOver(expression)
                && RexUtil.SubQueryFinder.find(expression) == null;
    }

    private InnerJoins filtered(LogicalFilter filter) {
        return with(filter, filter.getCondition());
    }

    private InnerJoins with(RelNode newRel, RexNode condition) {
        List<RexNode> all = new ArrayList<>(conditions);
        RelOptUtil.conjunctions(condition).forEach(conjunct -> all.add(overInputs(conjunct)));
        return new InnerJoins(newRel, inputs, all, outputs);
    }

    private InnerJoins projected(LogicalProject project) {
        return new InnerJoins(project, inputs, conditions, Util.transform(project.getProjects(), this::overInputs));
    }

    /** An expression over the outputs as one over the columns of the inputs. */
    private RexNode overInputs(RexNode expression) {
        return expression.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef reference) {
                return outputs.get(reference.getIndex());
            }
        });
    }

    private int size() {
        return RexUtil.nodeCount(conditions) + RexUtil.nodeCount(outputs);
    }

    private int fieldCount() {
        return first(inputs.size());
    }

    /** Place of an input's first column among those of all. */
    int first(int input) {
        return inputs.subList(0, input).stream()
                .mapToInt(rel -> rel.getRowType().getFieldCount())
                .sum();
    }

    /** Places of an input's columns among those of all. */
    ImmutableBitSet columns(int input) {
        return ImmutableBitSet.range(first(input), first(input + 1));
    }

    /** Places of the inputs' columns that have a value if some outputs have. */
    ImmutableBitSet known(ImmutableBitSet knownOutputs) {
        return ImmutableBitSet.union(knownOutputs.asList().stream()
                .map(output -> KnownColumns.column(outputs.get(output)))
                .toList());
    }

    /** The same rows from other forms of the inputs, joined in this order, each to those before it. */
    RelNode joined(List<RelNode> changed, List<Integer> order) {
        RexBuilder rexBuilder = rel.getCluster().getRexBuilder();
        int[] places = places(order);
        List<RexNode> left = new ArrayList<>(conditions);
        ImmutableBitSet present = columns(order.get(0));
        RelNode all = filtered(changed.get(order.get(0)), taken(left, present, places));
        for (int input : order.subList(1, order.size())) {
            present = present.union(columns(input));
            RexNode condition = RexUtil.composeConjunction(rexBuilder, taken(left, present, places));
            all = LogicalJoin.create(all, changed.get(input), List.of(), condition, Set.of(), JoinRelType.INNER);
        }
        List<RexNode> columns = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            columns.add(rexBuilder.ensureType(
                    rel.getRowType().getFieldList().get(i).getType(), placed(outputs.get(i), places), true));
        }
        return LogicalProject.create(all, List.of(), columns, rel.getRowType().getFieldNames(), Set.of());
    }

    private static RelNode filtered(RelNode input, List<RexNode> conditions) {
        return conditions.isEmpty()
                ? input
                : LogicalFilter.create(
                        input, RexUtil.composeConjunction(input.getCluster().getRexBuilder(), conditions));
    }

    /** Where each column of the inputs is once they are in another order. */
    private int[] places(List<Integer> order) {
        int[] places = new int[fieldCount()];
        int next = 0;
        for (int input : order) {
            for (int column : columns(input)) {
                places[column] = next++;
            }
        }
        return places;
    }

    /** Takes out of {@code left} the conditions that can be evaluated once some columns are there. */
    private static List<RexNode> taken(List<RexNode> left, ImmutableBitSet present, int[] places) {
        List<RexNode> taken = left.stream()
                .filter(condition -> present.contains(RelOptUtil.InputFinder.bits(condition)))
                .toList();
        left.removeAll(taken);
        return taken.stream().map(condition -> placed(condition, places)).toList();
    }

    private static RexNode placed(RexNode expression, int[] places) {
        return expression.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef reference) {
                return new RexInputRef(places[reference.getIndex()], reference.getType());
            }
        });
    }
}
