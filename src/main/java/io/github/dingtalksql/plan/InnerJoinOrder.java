// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Looks for an order of joined inputs in which each has its keys from constants or from inputs before it. After the
 * first come those that are readable by themselves and compared with what is there already, since they cost the same
 * calls anyway and leave fewer rows; then those that what is there gives keys to; others, of which all pairs of rows
 * have to be made, as late as may be.
 */
final class InnerJoinOrder {
    /** Two inputs are turned round by the planner's own rules. */
    private static final int FEWEST = 3;

    private static final int PAIRS_ALL_ROWS = 2;

    /** @param crosses how often all pairs of rows have to be made */
    private record Route(List<Integer> order, int crosses) {}

    private final InnerJoins joins;
    private final ImmutableBitSet known;
    private final ReadableForms forms;

    /** @param known columns of the inputs that conditions above the joins give a value to */
    InnerJoinOrder(InnerJoins joins, ImmutableBitSet known, ReadableForms forms) {
        this.joins = joins;
        this.known = known;
        this.forms = forms;
    }

    ReadableForm form() {
        List<Integer> given = IntStream.range(0, joins.inputs().size()).boxed().toList();
        Optional<List<Integer>> found = order(given, true).or(() -> order(given, false));
        List<RelNode> inputs = new ArrayList<>(joins.inputs());
        List<Integer> order = found.orElse(given);
        for (int i = 0; i < order.size(); i++) {
            List<Integer> before = found.isPresent() ? order.subList(0, i) : List.of();
            inputs.set(order.get(i), after(before, order.get(i)).rel());
        }
        List<Integer> wanted = order.size() < FEWEST ? given : order;
        boolean isSame = wanted.equals(given) && inputs.equals(joins.inputs());
        return new ReadableForm(isSame ? joins.rel() : joins.joined(inputs, wanted), found.isPresent());
    }

    /** @param patient whether to wait for values of optional keys, which choose what is read */
    private Optional<List<Integer>> order(List<Integer> given, boolean patient) {
        boolean works = given.stream().allMatch(input -> isReady(given.subList(0, input), input, patient));
        return works
                ? Optional.of(given)
                : given.stream()
                        .filter(start -> isReady(List.of(), start, patient))
                        .flatMap(start -> routeFrom(start, patient).stream())
                        .min(Comparator.comparingInt(Route::crosses))
                        .map(Route::order);
    }

    private Optional<Route> routeFrom(int start, boolean patient) {
        List<Integer> order = new ArrayList<>(List.of(start));
        int crosses = 0;
        while (order.size() < joins.inputs().size()) {
            Optional<Integer> next = IntStream.range(0, joins.inputs().size())
                    .boxed()
                    .filter(input -> !order.contains(input) && isReady(order, input, patient))
                    .min(Comparator.comparingInt(input -> rank(order, input)));
            if (next.isEmpty()) {
                return Optional.empty();
            }
            crosses += rank(order, next.get()) == PAIRS_ALL_ROWS ? 1 : 0;
            order.add(next.get());
        }
        return Optional.of(new Route(order, crosses));
    }

    private int rank(List<Integer> before, int input) {
        if (!isCompared(before, input)) {
            return PAIRS_ALL_ROWS;
        }
        return after(List.of(), input).isReadable() ? 0 : 1;
    }

    private boolean isCompared(List<Integer> before, int input) {
        return conditions(before, input)
                .map(RelOptUtil.InputFinder::bits)
                .anyMatch(used -> used.intersects(columns(before)) && used.intersects(joins.columns(input)));
    }

    private boolean isReady(List<Integer> before, int input, boolean patient) {
        return after(before, input).isReadable() && !(patient && waits(before, input));
    }

    /** An input as it is read once others are. */
    private ReadableForm after(List<Integer> before, int input) {
        ImmutableBitSet all = KnownColumns.of(
                conditions(before, input).toList(), columns(before), known.intersect(joins.columns(input)));
        return forms.of(joins.inputs().get(input), ReadableForms.part(all, joins.first(input), joins.first(input + 1)));
    }

    /** What holds of an input and those before it alone. */
    private Stream<RexNode> conditions(List<Integer> before, int input) {
        ImmutableBitSet present = columns(before).union(joins.columns(input));
        return joins.conditions().stream()
                .filter(condition -> present.contains(RelOptUtil.InputFinder.bits(condition)));
    }

    private ImmutableBitSet columns(List<Integer> inputs) {
        return ImmutableBitSet.union(inputs.stream().map(joins::columns).toList());
    }

    /** Whether an optional key of the input gets its value from an input that does not come before it. */
    private boolean waits(List<Integer> before, int input) {
        ImmutableBitSet present = columns(before).union(joins.columns(input));
        return joins.conditions().stream()
                .filter(condition ->
                        condition.isA(SqlKind.EQUALS) && !present.contains(RelOptUtil.InputFinder.bits(condition)))
                .flatMap(condition -> ((RexCall) condition).getOperands().stream())
                .map(KnownColumns::column)
                .filter(column -> !column.isEmpty() && joins.columns(input).contains(column))
                .anyMatch(column ->
                        KeyTrace.leadsToDefault(joins.inputs().get(input), column.nth(0) - joins.first(input)));
    }
}
