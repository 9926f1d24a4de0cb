// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.Sarg;

/**
 * Which columns conditions give a value to, in a form that can become a key: comparisons with what is known before a row
 * is read. The same forms as those of {@link KeyTermExtractor}, without saying what the values are.
 */
final class KnownColumns {
    private KnownColumns() {}

    /**
     * @param outside columns of rows that are read before, so that any expression over them is known
     * @param known columns that have a value already
     * @return {@code known} and those that the conditions, which hold together, give a value to
     */
    static ImmutableBitSet of(List<RexNode> conditions, ImmutableBitSet outside, ImmutableBitSet known) {
        ImmutableBitSet before;
        ImmutableBitSet all = known;
        do {
            before = all;
            for (RexNode condition : conditions) {
                all = all.union(of(condition, outside, all));
            }
        } while (!all.equals(before));
        return all;
    }

    private static ImmutableBitSet of(RexNode condition, ImmutableBitSet outside, ImmutableBitSet known) {
        return switch (condition.getKind()) {
            case AND -> of(((RexCall) condition).getOperands(), outside, known);
            case OR -> ofEither((RexCall) condition, outside, known);
            case EQUALS, IS_NOT_DISTINCT_FROM -> ofEquality((RexCall) condition, outside, known);
            case SEARCH -> ofSearch((RexCall) condition);
            case INPUT_REF -> column(condition);
            case NOT ->
                ((RexCall) condition).getOperands().get(0) instanceof RexInputRef reference
                        ? column(reference)
                        : ImmutableBitSet.of();
            default -> ImmutableBitSet.of();
        };
    }

    /** Each branch has to give a value. */
    private static ImmutableBitSet ofEither(RexCall or, ImmutableBitSet outside, ImmutableBitSet known) {
        ImmutableBitSet common = null;
        for (RexNode branch : or.getOperands()) {
            ImmutableBitSet given = of(RelOptUtil.conjunctions(branch), outside, known);
            common = common == null ? given : common.intersect(given);
            if (common.isEmpty()) {
                break;
            }
        }
        return common == null ? ImmutableBitSet.of() : common;
    }

    private static ImmutableBitSet ofEquality(RexCall call, ImmutableBitSet outside, ImmutableBitSet known) {
        RexNode left = call.getOperands().get(0);
        RexNode right = call.getOperands().get(1);
        ImmutableBitSet given = ImmutableBitSet.of();
        if (isKnown(right, outside, known) && takesValue(call, left)) {
            given = given.union(column(left));
        }
        if (isKnown(left, outside, known) && takesValue(call, right)) {
            given = given.union(column(right));
        }
        return given;
    }

    /** {@code IS NOT DISTINCT FROM NULL} gives none. */
    private static boolean takesValue(RexCall call, RexNode side) {
        return call.isA(SqlKind.EQUALS) || !side.getType().isNullable();
    }

    private static boolean isKnown(RexNode value, ImmutableBitSet outside, ImmutableBitSet known) {
        return outside.contains(RelOptUtil.InputFinder.bits(value))
                ? RexUtil.isDeterministic(value) && RexUtil.SubQueryFinder.find(value) == null
                : known.contains(column(value)) && !column(value).isEmpty();
    }

    private static ImmutableBitSet ofSearch(RexCall search) {
        RexNode searched = search.getOperands().get(0);
        Sarg<?> sarg = ((RexLiteral) search.getOperands().get(1)).getValueAs(Sarg.class);
        boolean gives = sarg != null
                && sarg.isPoints()
                && !(sarg.nullAs == RexUnknownAs.TRUE && searched.getType().isNullable());
        return gives ? column(searched) : ImmutableBitSet.of();
    }

    /** The column that an expression stands for, casts that change no value taken off; none for other expressions. */
    static ImmutableBitSet column(RexNode expression) {
        return KeyTermExtractor.withoutCasts(expression) instanceof RexInputRef reference
                ? ImmutableBitSet.of(reference.getIndex())
                : ImmutableBitSet.of();
    }
}
