// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.ImmutableRangeSet;
import com.google.common.collect.Lists;
import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.calcite.adapter.enumerable.EnumerableCalc;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexLocalRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexProgram;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.Sarg;

/**
 * Changes searches of long lists before code is made: into a look at a set, or into searches of pieces where a list is
 * of ranges or of other types. Calcite makes {@code x = 1 || x = 2 || …} of a search, and Janino takes time with the
 * square of the length of such a chain, half a minute for two of 1,000; and a method holds 64 KiB of code.
 */
final class LongSearches extends RelHomogeneousShuttle {
    private static final int LONG = 64;
    private static final int PIECE = 32;

    private final Map<String, Object> stashed;

    /** @param stashed takes the sets, for the code to find them */
    LongSearches(Map<String, Object> stashed) {
        this.stashed = stashed;
    }

    @Override
    public RelNode visit(RelNode other) {
        RelNode visited = super.visit(other);
        if (visited instanceof EnumerableCalc calc) {
            return changed(calc);
        }
        return visited instanceof Join join
                ? join.accept(new Change(join.getCluster().getRexBuilder()))
                : visited;
    }

    private RelNode changed(EnumerableCalc calc) {
        RexProgram program = calc.getProgram();
        if (program.getExprList().stream().noneMatch(LongSearches::isLong)) {
            return calc;
        }
        RexBuilder rexBuilder = calc.getCluster().getRexBuilder();
        Change change = new Change(rexBuilder);
        List<RexNode> projects = new ArrayList<>();
        for (RexLocalRef project : program.getProjectList()) {
            projects.add(program.expandLocalRef(project).accept(change));
        }
        RexLocalRef condition = program.getCondition();
        return EnumerableCalc.create(
                calc.getInput(),
                RexProgram.create(
                        program.getInputRowType(),
                        projects,
                        condition == null
                                ? null
                                : program.expandLocalRef(condition).accept(change),
                        program.getOutputRowType(),
                        rexBuilder));
    }

    private static boolean isLong(RexNode node) {
        return node instanceof RexLiteral literal
                && literal.getValue() instanceof Sarg<?> sarg
                && sarg.rangeSet.asRanges().size() >= LONG;
    }

    private static boolean isPoint(Range<?> range) {
        return range.hasLowerBound()
                && range.hasUpperBound()
                && range.lowerEndpoint().equals(range.upperEndpoint());
    }

    private final class Change extends RexShuttle {
        private final RexBuilder rexBuilder;

        Change(RexBuilder rexBuilder) {
            this.rexBuilder = rexBuilder;
        }

        @Override
        public RexNode visitCall(RexCall call) {
            return call.isA(SqlKind.SEARCH) && isLong(call.getOperands().get(1))
                    ? changed(call.getOperands().get(0), (RexLiteral)
                            call.getOperands().get(1))
                    : super.visitCall(call);
        }

        private RexNode changed(RexNode searched, RexLiteral literal) {
            Sarg<?> sarg = Objects.requireNonNull(literal.getValueAs(Sarg.class));
            return changed(searched.accept(this), literal.getType(), sarg);
        }

        /** {@code NOT IN} is a search of all that is between the values, so its opposite is changed. */
        private <C extends Comparable<C>> RexNode changed(RexNode searched, RelDataType type, Sarg<C> sarg) {
            RexNode told = sarg.isComplementedPoints()
                    ? not(points(searched, type, sarg.rangeSet.complement()))
                    : found(searched, type, sarg.rangeSet);
            return sarg.nullAs == RexUnknownAs.UNKNOWN ? told : withNull(searched, sarg.nullAs, told);
        }

        private <C extends Comparable<C>> RexNode found(RexNode searched, RelDataType type, RangeSet<C> ranges) {
            List<Range<C>> points = new ArrayList<>();
            List<Range<C>> stretches = new ArrayList<>();
            ranges.asRanges().forEach(range -> (isPoint(range) ? points : stretches).add(range));
            List<RexNode> terms = new ArrayList<>();
            if (!points.isEmpty()) {
                terms.add(points(searched, type, ImmutableRangeSet.copyOf(points)));
            }
            if (!stretches.isEmpty()) {
                terms.add(stretches(searched, type, ImmutableRangeSet.copyOf(stretches)));
            }
            return terms.size() == 1 ? terms.get(0) : rexBuilder.makeCall(SqlStdOperatorTable.OR, terms);
        }

        private <C extends Comparable<C>> RexNode points(RexNode searched, RelDataType type, RangeSet<C> points) {
            return lookUp(searched, type, points).orElseGet(() -> anyOf(searched, type, points));
        }

        /** {@code x > 1 AND x NOT IN (…)} is a search of the stretches between the values: one, with holes. */
        private <C extends Comparable<C>> RexNode stretches(
                RexNode searched, RelDataType type, ImmutableRangeSet<C> ranges) {
            RangeSet<C> holes = ranges.complement().subRangeSet(ranges.span());
            return ranges.asRanges().size() >= LONG && holes.asRanges().stream().allMatch(LongSearches::isPoint)
                    ? rexBuilder.makeCall(
                            SqlStdOperatorTable.AND,
                            anyOf(searched, type, ImmutableRangeSet.of(ranges.span())),
                            not(points(searched, type, holes)))
                    : anyOf(searched, type, ranges);
        }

        private RexNode not(RexNode node) {
            return rexBuilder.makeCall(SqlStdOperatorTable.NOT, node);
        }

        private RexNode withNull(RexNode searched, RexUnknownAs nullAs, RexNode told) {
            return nullAs == RexUnknownAs.TRUE
                    ? rexBuilder.makeCall(
                            SqlStdOperatorTable.OR, rexBuilder.makeCall(SqlStdOperatorTable.IS_NULL, searched), told)
                    : rexBuilder.makeCall(
                            SqlStdOperatorTable.AND,
                            rexBuilder.makeCall(SqlStdOperatorTable.IS_NOT_NULL, searched),
                            told);
        }

        private <C extends Comparable<C>> Optional<RexNode> lookUp(
                RexNode searched, RelDataType type, RangeSet<C> points) {
            boolean isText = SqlTypeUtil.isCharacter(type) && SqlTypeUtil.isCharacter(searched.getType());
            boolean isNumber = SqlTypeUtil.isExactNumeric(type) && SqlTypeUtil.isExactNumeric(searched.getType());
            if (!isText && !isNumber) {
                return Optional.empty();
            }
            Class<?> javaType = isText ? String.class : BigDecimal.class;
            List<Object> values = new ArrayList<>();
            for (Range<C> point : points.asRanges()) {
                RexNode value = rexBuilder.makeLiteral(point.lowerEndpoint(), type, true, true);
                if (!(value instanceof RexLiteral literal)) {
                    return Optional.empty();
                }
                values.add(Objects.requireNonNull(literal.getValueAs(javaType)));
            }
            String name = "_list" + stashed.size();
            stashed.put(name, ValueSet.of(values));
            return Optional.of(rexBuilder.makeCall(InList.operator(name), searched));
        }

        private <C extends Comparable<C>> RexNode anyOf(RexNode searched, RelDataType type, RangeSet<C> ranges) {
            List<RexNode> terms = new ArrayList<>();
            for (List<Range<C>> piece : Lists.partition(List.copyOf(ranges.asRanges()), PIECE)) {
                Sarg<C> part = Sarg.of(RexUnknownAs.UNKNOWN, ImmutableRangeSet.copyOf(piece));
                terms.add(rexBuilder.makeCall(
                        SqlStdOperatorTable.SEARCH, searched, rexBuilder.makeSearchArgumentLiteral(part, type)));
            }
            return terms.size() == 1 ? terms.get(0) : rexBuilder.makeCall(SqlStdOperatorTable.OR, terms);
        }
    }
}
