// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.lang.reflect.Method;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.MethodCallExpression;
import org.apache.calcite.linq4j.tree.Shuttle;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.util.BuiltInMethod;
import org.jspecify.annotations.Nullable;

/** Has the code of a plan call our own forms of methods of Calcite's that a scan calls for every row. */
final class FasterCalls extends Shuttle {
    private static final Map<Method, Method> FASTER = Map.of(
            BuiltInMethod.CHAR_DECIMAL_CAST_ROUNDING_MODE.method,
            Types.lookupMethod(DecimalTexts.class, "cast", String.class, int.class, int.class, RoundingMode.class));

    @Override
    public Expression visit(MethodCallExpression call, @Nullable Expression target, List<Expression> arguments) {
        Method faster = FASTER.get(call.method);
        return faster == null ? super.visit(call, target, arguments) : Expressions.call(faster, arguments);
    }
}
