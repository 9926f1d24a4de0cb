// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * An aggregate over all rows of a scan that it can evaluate itself.
 *
 * @param place position among the scan's columns; {@link #NONE}: the rows count, whatever is in them
 * @param precision of the DECIMAL that the text is cast to before it is added up
 * @param scale of the same
 * @param type of the result
 */
record Measure(Kind kind, int place, int precision, int scale, RelDataType type) {
    enum Kind {
        COUNT,
        SUM
    }

    static final int NONE = -1;

    /**
     * What an aggregate call is; empty if the scan cannot do it.
     *
     * @param inputs the expressions over the scan that the arguments of the call count
     */
    static Optional<Measure> of(AggregateCall call, List<? extends RexNode> inputs, KeyedTableScan scan) {
        if (call.isDistinct()
                || call.hasFilter()
                || call.isApproximate()
                || call.distinctKeys != null
                || !call.rexList.isEmpty()
                || call.getArgList().size() > 1) {
            return Optional.empty();
        }
        RexNode argument =
                call.getArgList().isEmpty() ? null : inputs.get(call.getArgList().get(0));
        SqlKind function = call.getAggregation().getKind();
        if (function == SqlKind.COUNT && argument == null) {
            return Optional.of(new Measure(Kind.COUNT, NONE, 0, 0, call.getType()));
        }
        if (argument instanceof RexInputRef reference && function == SqlKind.COUNT) {
            int place = reference.getType().isNullable() ? reference.getIndex() : NONE;
            return Optional.of(new Measure(Kind.COUNT, place, 0, 0, call.getType()));
        }
        if (function == SqlKind.SUM
                && argument instanceof RexCall cast
                && cast.isA(SqlKind.CAST)
                && cast.getOperands().get(0) instanceof RexInputRef text
                && scan.keyedTable.isField(scan.columns.get(text.getIndex()))
                && SqlTypeUtil.isCharacter(text.getType())
                && isDecimal(cast.getType())
                && isDecimal(call.getType())) {
            RelDataType type = cast.getType();
            return Optional.of(
                    new Measure(Kind.SUM, text.getIndex(), type.getPrecision(), type.getScale(), call.getType()));
        }
        return Optional.empty();
    }

    private static boolean isDecimal(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.DECIMAL
                && type.getPrecision() != RelDataType.PRECISION_NOT_SPECIFIED
                && type.getScale() >= 0;
    }

    Total newTotal() {
        return kind == Kind.COUNT ? new CountTotal(place) : new DecimalTotal(place, precision, scale);
    }

    String explain(List<String> columns) {
        if (place == NONE) {
            return "COUNT(*)";
        }
        return kind == Kind.COUNT
                ? "COUNT(" + columns.get(place) + ")"
                : "SUM(CAST(" + columns.get(place) + " AS DECIMAL(" + precision + ", " + scale + ")))";
    }
}
