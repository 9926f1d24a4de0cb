// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Gives the positional arguments of {@code f(1, b => 2)} their names, because Calcite 1.42 takes either all positional
 * or all named and otherwise dies with a {@code ClassCastException}.
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
        if (named == 0 || named == operands.size()) {
            return visited;
        }
        List<ColumnInfo> parameters = parameters(basic).orElse(List.of());
        List<SqlNode> all = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            SqlNode operand = operands.get(i);
            if (isNamed(operand)) {
                all.add(operand);
                continue;
            }
            if (i >= operands.size() - named || i >= parameters.size()) {
                throw new DingTalkException(
                        ErrorCode.INVALID_SQL,
                        "Arguments by position have to come before arguments by name, at line "
                                + operand.getParserPosition().getLineNum() + ", column "
                                + operand.getParserPosition().getColumnNum());
            }
            SqlIdentifier name = new SqlIdentifier(parameters.get(i).name(), operand.getParserPosition());
            all.add(SqlStdOperatorTable.ARGUMENT_ASSIGNMENT.createCall(operand.getParserPosition(), operand, name));
        }
        return basic.getOperator().createCall(basic.getParserPosition(), all);
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
