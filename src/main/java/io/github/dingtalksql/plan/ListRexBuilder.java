// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * Makes one search of a long list. Calcite 1.42 makes an {@code OR} of an {@code IN} list, and simplifies some of them
 * with the opposites of all terms before each term: a list of 1,000 in a join's condition takes minutes.
 */
final class ListRexBuilder extends RexBuilder {
    /** Shorter ones are left to Calcite. */
    private static final int LONG = 10;

    ListRexBuilder(RelDataTypeFactory typeFactory) {
        super(typeFactory);
    }

    @Override
    public RexNode makeCall(SqlParserPos pos, SqlOperator op, List<? extends RexNode> exprs) {
        RexNode search = op == SqlStdOperatorTable.OR && exprs.size() >= LONG ? search(exprs) : null;
        return search == null ? super.makeCall(pos, op, exprs) : search;
    }

    /** Null unless the terms compare one expression with literals of one type; null literals make no difference. */
    private @Nullable RexNode search(List<? extends RexNode> terms) {
        RexNode compared = null;
        List<RexNode> literals = new ArrayList<>();
        List<RexNode> others = new ArrayList<>();
        for (RexNode term : terms) {
            if (!isComparison(term)) {
                others.add(term);
                continue;
            }
            List<RexNode> sides = ((RexCall) term).getOperands();
            if (compared != null && !compared.equals(sides.get(0))) {
                return null;
            }
            compared = sides.get(0);
            literals.add(sides.get(1));
        }
        if (compared == null || literals.size() < LONG) {
            return null;
        }
        RexNode search = makeIn(compared, literals);
        if (!search.isA(SqlKind.SEARCH)) {
            return null;
        }
        others.add(0, search);
        return others.size() == 1 ? search : super.makeCall(SqlParserPos.ZERO, SqlStdOperatorTable.OR, others);
    }

    private static boolean isComparison(RexNode term) {
        return term.isA(SqlKind.EQUALS)
                && ((RexCall) term).getOperands().get(1) instanceof RexLiteral literal
                && !literal.isNull()
                && !(((RexCall) term).getOperands().get(0) instanceof RexLiteral);
    }
}
