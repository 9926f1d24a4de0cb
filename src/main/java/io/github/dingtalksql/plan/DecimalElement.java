// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.apache.calcite.adapter.enumerable.CallImplementor;
import org.apache.calcite.adapter.enumerable.NullPolicy;
import org.apache.calcite.adapter.enumerable.RexImpTable;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.schema.FunctionParameter;
import org.apache.calcite.schema.ImplementableFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;
import org.jspecify.annotations.Nullable;

/** The cast of what a scan gives for a {@link ScanColumn#decimal}, or of an aggregate of such values. */
record DecimalElement(int precision, int scale, RoundingMode rounding) implements ImplementableFunction {
    /** @param type a DECIMAL */
    static RexNode cast(RexBuilder rexBuilder, RelDataType type, RexNode element) {
        DecimalElement function = new DecimalElement(
                type.getPrecision(),
                type.getScale(),
                rexBuilder.getTypeFactory().getTypeSystem().roundingMode());
        return rexBuilder.makeCall(
                type,
                new SqlUserDefinedFunction(
                        new SqlIdentifier(
                                "CAST_TO_DECIMAL_" + function.precision + "_" + function.scale, SqlParserPos.ZERO),
                        SqlKind.OTHER_FUNCTION,
                        ReturnTypes.explicit(type),
                        InferTypes.FIRST_KNOWN,
                        null,
                        function),
                List.of(element));
    }

    /** The column of which a node is nothing but the cast to DECIMAL, by {@link #cast} or of a text; else null. */
    static @Nullable RexInputRef castOf(RexNode node) {
        if (!(node instanceof RexCall call)
                || call.getOperands().size() != 1
                || !(call.getOperands().get(0) instanceof RexInputRef column)) {
            return null;
        }
        boolean isOurs = call.getOperator() instanceof SqlUserDefinedFunction function
                && function.getFunction() instanceof DecimalElement;
        boolean isOfText = call.getKind() == SqlKind.CAST
                && call.getType().getSqlTypeName() == SqlTypeName.DECIMAL
                && column.getType().getSqlTypeName() == SqlTypeName.VARCHAR;
        return isOurs || isOfText ? column : null;
    }

    @Override
    public List<FunctionParameter> getParameters() {
        return List.of();
    }

    @Override
    public CallImplementor getImplementor() {
        return RexImpTable.createImplementor(
                (translator, call, operands) -> Expressions.convert_(
                        Expressions.call(
                                DecimalTexts.class,
                                "castIfText",
                                Expressions.convert_(operands.get(0), Object.class),
                                Expressions.constant(precision),
                                Expressions.constant(scale),
                                Expressions.constant(rounding)),
                        BigDecimal.class),
                NullPolicy.STRICT,
                false);
    }
}
