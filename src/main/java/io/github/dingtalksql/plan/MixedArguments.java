// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Puts named arguments, as in {@code f(1, c => 3)}, in their places: {@code f(1, NULL, 3)}. Calcite 1.42 dies with a
 * {@code ClassCastException} if some are named and some are not, and of named ones it does not see that they are
 * literals.
 */
final class MixedArguments extends SqlShuttle {
    private final SqlCatalog catalog;

    MixedArguments(SqlCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        SqlNode visited = super.visit(call);
        if (!(visited instanceof SqlBasicCall basic) || basic.getKind() != SqlKind.OTHER_FUNCTION) {
            return visited;
        }
        List<SqlNode> operands = basic.getOperandList();
        long named = operands.stream().filter(MixedArguments::isNamed).count();
        List<ColumnInfo> parameters = named == 0 ? List.of() : parameters(basic).orElse(List.of());
        if (parameters.isEmpty()) {
            return visited;
        }
        @Nullable SqlNode[] byPosition = new @Nullable SqlNode[parameters.size()];
        int last = -1;
        for (int i = 0; i < operands.size(); i++) {
            SqlNode operand = operands.get(i);
            boolean isNamed = isNamed(operand);
            if (!isNamed && (i >= operands.size() - named || i >= parameters.size())) {
                throw new DingTalkException(
                        ErrorCode.INVALID_SQL,
                        "Arguments by position have to come before arguments by name, at line "
                                + operand.getParserPosition().getLineNum() + ", column "
                                + operand.getParserPosition().getColumnNum());
            }
            int position = isNamed ? position((SqlCall) operand, parameters, basic) : i;
            if (byPosition[position] != null) {
                throw wrong(operand, parameters.get(position).name() + " of " + name(basic) + " is given twice");
            }
            byPosition[position] = isNamed ? ((SqlCall) operand).operand(0) : operand;
            last = Math.max(last, position);
        }
        List<SqlNode> all = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            SqlNode given = byPosition[i];
            all.add(given == null ? SqlLiteral.createNull(basic.getParserPosition()) : given);
        }
        for (int i = 0; i < parameters.size(); i++) {
            if (byPosition[i] == null && !parameters.get(i).nullable()) {
                throw wrong(
                        basic,
                        name(basic) + " needs a value for " + parameters.get(i).name());
            }
        }
        return basic.getOperator().createCall(basic.getParserPosition(), all);
    }

    private static int position(SqlCall assignment, List<ColumnInfo> parameters, SqlCall function) {
        String name = assignment.operand(1).toString();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        String known = parameters.stream().map(ColumnInfo::name).collect(Collectors.joining(", "));
        throw wrong(assignment, name(function) + " has no parameter " + name + ", but " + known);
    }

    private static DingTalkException wrong(SqlNode at, String what) {
        return new DingTalkException(
                ErrorCode.INVALID_SQL,
                "At line " + at.getParserPosition().getLineNum() + ", column "
                        + at.getParserPosition().getColumnNum() + ": " + what);
    }

    private static String name(SqlCall function) {
        return function.getOperator().getName();
    }

    private static boolean isNamed(SqlNode operand) {
        return operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT;
    }

    private Optional<List<ColumnInfo>> parameters(SqlCall call) {
        String name = call.getOperator().getName();
        return catalog.functions().stream()
                .filter(function -> function.name().equalsIgnoreCase(name))
                .map(FunctionInfo::parameters)
                .findFirst();
    }
}
