// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.ImmutableRangeSet;
import com.google.common.collect.Lists;
import com.google.common.collect.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.adapter.enumerable.EnumerableCalc;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexLocalRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexProgram;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.Sarg;

/**
 * Cuts searches of long lists in pieces before code is made. Calcite makes {@code x = 1 || x = 2 || …} of a search, and
 * Janino takes time with the square of the length of such a chain: half a minute for two of 1,000.
 */
final class LongSearches extends RelHomogeneousShuttle {
    private static final int LONG = 64;
    private static final int PIECE = 32;

    @Override
    public RelNode visit(RelNode other) {
        RelNode visited = super.visit(other);
        return visited instanceof EnumerableCalc calc ? cut(calc) : visited;
    }

    private static RelNode cut(EnumerableCalc calc) {
        RexProgram program = calc.getProgram();
        if (program.getExprList().stream().noneMatch(LongSearches::isLong)) {
            return calc;
        }
        RexBuilder rexBuilder = calc.getCluster().getRexBuilder();
        Cutter cutter = new Cutter(rexBuilder);
        List<RexNode> projects = new ArrayList<>();
        for (RexLocalRef project : program.getProjectList()) {
            projects.add(program.expandLocalRef(project).accept(cutter));
        }
        RexLocalRef condition = program.getCondition();
        return EnumerableCalc.create(
                calc.getInput(),
                RexProgram.create(
                        program.getInputRowType(),
                        projects,
                        condition == null
                                ? null
                                : program.expandLocalRef(condition).accept(cutter),
                        program.getOutputRowType(),
                        rexBuilder));
    }

    private static boolean isLong(RexNode node) {
        return node instanceof RexLiteral literal
                && literal.getValue() instanceof Sarg<?> sarg
                && sarg.rangeSet.asRanges().size() >= LONG;
    }

    private static final class Cutter extends RexShuttle {
        private final RexBuilder rexBuilder;

        Cutter(RexBuilder rexBuilder) {
            this.rexBuilder = rexBuilder;
        }

        @Override
        public RexNode visitCall(RexCall call) {
            return call.isA(SqlKind.SEARCH) && isLong(call.getOperands().get(1))
                    ? pieces(call.getOperands().get(0), (RexLiteral)
                            call.getOperands().get(1))
                    : super.visitCall(call);
        }

        private RexNode pieces(RexNode searched, RexLiteral literal) {
            Sarg<?> sarg = Objects.requireNonNull(literal.getValueAs(Sarg.class));
            return pieces(searched, literal, sarg);
        }

        /** {@code NOT IN} is a search of all that is between the values, so its opposite is cut. */
        private <C extends Comparable<C>> RexNode pieces(RexNode searched, RexLiteral literal, Sarg<C> sarg) {
            if (!sarg.isComplementedPoints()) {
                return anyOf(searched, literal, sarg);
            }
            Sarg<C> opposite = Sarg.of(sarg.nullAs.negate(), sarg.rangeSet.complement());
            return rexBuilder.makeCall(SqlStdOperatorTable.NOT, anyOf(searched, literal, opposite));
        }

        private <C extends Comparable<C>> RexNode anyOf(RexNode searched, RexLiteral literal, Sarg<C> sarg) {
            List<RexNode> terms = new ArrayList<>();
            for (List<Range<C>> piece : Lists.partition(List.copyOf(sarg.rangeSet.asRanges()), PIECE)) {
                Sarg<C> part = Sarg.of(sarg.nullAs, ImmutableRangeSet.copyOf(piece));
                terms.add(rexBuilder.makeCall(
                        SqlStdOperatorTable.SEARCH,
                        searched,
                        rexBuilder.makeSearchArgumentLiteral(part, literal.getType())));
            }
            return rexBuilder.makeCall(SqlStdOperatorTable.OR, terms);
        }
    }
}
