// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

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

/** Has a parameter in {@code fields[?]} be a BIGINT; Calcite 1.42 gives it no type, and refuses it. */
final class ItemParameters extends SqlShuttle {
    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        SqlNode visited = super.visit(call);
        if (visited instanceof SqlCall item
                && item.getKind() == SqlKind.ITEM
                && item.operand(1).getKind() == SqlKind.DYNAMIC_PARAM) {
            SqlNode index = item.operand(1);
            SqlParserPos pos = index.getParserPosition();
            SqlNode bigint = new SqlDataTypeSpec(new SqlBasicTypeNameSpec(SqlTypeName.BIGINT, pos), pos);
            return item.getOperator()
                    .createCall(
                            item.getParserPosition(),
                            item.operand(0),
                            SqlStdOperatorTable.CAST.createCall(pos, index, bigint));
        }
        return visited;
    }
}
