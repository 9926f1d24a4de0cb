// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Has elements of arrays taken by an INTEGER: {@code fields[record_number]} passes the validator, but the code that
 * Calcite 1.42 makes for an index of another type does not compile. What no array can have is null, as for an INTEGER.
 */
final class ArrayIndexes extends RelHomogeneousShuttle {
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Integer.MAX_VALUE);

    @Override
    public RelNode visit(RelNode other) {
        RelNode visited = super.visit(other);
        return visited.accept(new Items(visited.getCluster().getRexBuilder()));
    }

    private static final class Items extends RexShuttle {
        private final RexBuilder rexBuilder;

        Items(RexBuilder rexBuilder) {
            this.rexBuilder = rexBuilder;
        }

        @Override
        public RexNode visitCall(RexCall call) {
            RexNode visited = super.visitCall(call);
            if (visited.getKind() != SqlKind.ITEM) {
                return visited;
            }
            RexNode array = ((RexCall) visited).getOperands().get(0);
            RexNode index = ((RexCall) visited).getOperands().get(1);
            boolean concerned = array.getType().getSqlTypeName() == SqlTypeName.ARRAY
                    && SqlTypeUtil.isExactNumeric(index.getType())
                    && index.getType().getSqlTypeName() != SqlTypeName.INTEGER;
            return concerned ? item(visited.getType(), array, index) : visited;
        }

        private RexNode item(RelDataType type, RexNode array, RexNode index) {
            RexNode none = rexBuilder.makeNullLiteral(type);
            if (index instanceof RexLiteral literal) {
                BigDecimal position = literal.getValueAs(BigDecimal.class);
                return position == null || position.signum() < 1 || position.compareTo(LARGEST) > 0
                        ? none
                        : item(array, rexBuilder.makeExactLiteral(position, integer(false)));
            }
            RexNode possible = rexBuilder.makeBetween(
                    index,
                    rexBuilder.makeExactLiteral(BigDecimal.ONE, integer(false)),
                    rexBuilder.makeExactLiteral(LARGEST, integer(false)));
            RexNode narrow = rexBuilder.makeCast(integer(index.getType().isNullable()), index);
            return rexBuilder.makeCall(type, SqlStdOperatorTable.CASE, List.of(possible, item(array, narrow), none));
        }

        private RexNode item(RexNode array, RexNode index) {
            return rexBuilder.makeCall(SqlStdOperatorTable.ITEM, array, index);
        }

        private RelDataType integer(boolean nullable) {
            return rexBuilder
                    .getTypeFactory()
                    .createTypeWithNullability(
                            rexBuilder.getTypeFactory().createSqlType(SqlTypeName.INTEGER), nullable);
        }
    }
}
