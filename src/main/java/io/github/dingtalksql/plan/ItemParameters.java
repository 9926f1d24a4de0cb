// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Has a parameter in {@code fields[?]} or {@code fields[? + 1]} be a BIGINT; Calcite 1.42 gives it no type, and refuses
 * it.
 */
final class ItemParameters extends SqlShuttle {
    private static final Set<SqlKind> ARITHMETIC = EnumSet.of(
            SqlKind.PLUS,
            SqlKind.MINUS,
            SqlKind.TIMES,
            SqlKind.DIVIDE,
            SqlKind.MOD,
            SqlKind.MINUS_PREFIX,
            SqlKind.PLUS_PREFIX);

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        SqlNode visited = super.visit(call);
        return visited instanceof SqlCall item && item.getKind() == SqlKind.ITEM
                ? item.getOperator().createCall(item.getParserPosition(), item.operand(0), wholeNumber(item.operand(1)))
                : visited;
    }

    private static SqlNode wholeNumber(SqlNode index) {
        SqlParserPos pos = index.getParserPosition();
        if (index.getKind() == SqlKind.DYNAMIC_PARAM) {
            SqlNode bigint = new SqlDataTypeSpec(new SqlBasicTypeNameSpec(SqlTypeName.BIGINT, pos), pos);
            return SqlStdOperatorTable.CAST.createCall(pos, index, bigint);
        }
        if (index instanceof SqlCall call && ARITHMETIC.contains(call.getKind())) {
            List<SqlNode> operands = call.getOperandList().stream()
                    .map(ItemParameters::wholeNumber)
                    .toList();
            return call.getOperator().createCall(pos, operands);
        }
        return index;
    }
}
