// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.ImmutableList;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.prepare.RelOptTableImpl;
import org.apache.calcite.rel.logical.LogicalTableFunctionScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.schema.FunctionParameter;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.validate.SqlUserDefinedTableFunction;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/** Turns calls of {@link TabularFunction}s into scans, so that projections and keys reach them. */
final class FileScanConverter extends SqlToRelConverter {
    private final CalciteCatalogReader catalogReader;

    FileScanConverter(
            SqlValidator validator, CalciteCatalogReader catalogReader, RelOptCluster cluster, Config config) {
        super(
                (rowType, queryString, schemaPath, viewPath) -> {
                    throw new UnsupportedOperationException("views");
                },
                validator,
                catalogReader,
                cluster,
                StandardConvertletTable.INSTANCE,
                config);
        this.catalogReader = catalogReader;
    }

    @Override
    protected void afterTableFunction(Blackboard bb, SqlCall call, LogicalTableFunctionScan callRel) {
        if (callRel.getCall() instanceof RexCall rex
                && rex.getOperator() instanceof SqlUserDefinedTableFunction operator
                && operator.getFunction() instanceof TabularFunction function) {
            SqlCallBinding binding = new SqlCallBinding(validator(), bb.scope, call);
            bb.setRoot(scan(function, binding, rex.getOperands()), true);
        }
    }

    private SqlValidator validator() {
        return Objects.requireNonNull(validator);
    }

    private KeyedTableScan scan(TabularFunction function, SqlCallBinding binding, List<RexNode> operands) {
        List<@Nullable Object> arguments = literals(binding, function);
        KeyedTable table = function.table(typeFactory, arguments);
        List<KeyTerm> terms = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            RexNode operand = operands.get(i);
            boolean isLeftOut = operand.getKind() == SqlKind.DEFAULT || RexLiteral.isNullLiteral(operand);
            TableColumn parameter = function.parameters().get(i);
            int key = table.hiddenKey(parameter.name());
            if (key >= 0 && !isLeftOut) {
                terms.add(new KeyTerm(key, KeyTerm.Op.ARG, operand));
            } else if (!isLeftOut && arguments.get(i) == null) {
                throw new DingTalkException(
                        ErrorCode.INVALID_SQL,
                        "Argument " + parameter.name() + " of " + function.name()
                                + " must be a literal, because the columns depend on it");
            }
        }
        RelDataType rowType = table.getRowType(typeFactory);
        RelOptTable relOptTable =
                RelOptTableImpl.create(catalogReader, rowType, table, ImmutableList.of(function.name()));
        return new KeyedTableScan(
                cluster,
                relOptTable,
                ImmutableList.of(),
                table,
                KeyedTableScan.allColumns(table),
                ImmutableList.of(),
                KeyBindings.of(terms));
    }

    private List<@Nullable Object> literals(SqlCallBinding binding, TabularFunction function) {
        List<@Nullable Object> literals = new ArrayList<>();
        for (FunctionParameter parameter : function.getParameters()) {
            int i = parameter.getOrdinal();
            boolean isLiteral = i < binding.getOperandCount() && binding.isOperandLiteral(i, true);
            literals.add(isLiteral ? binding.getOperandLiteralValue(i, parameter.getType(typeFactory)) : null);
        }
        return literals;
    }
}
