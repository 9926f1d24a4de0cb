// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.ImmutableList;
import io.github.dingtalksql.Execution;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.adapter.enumerable.CallImplementor;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.schema.FunctionParameter;
import org.apache.calcite.schema.ImplementableFunction;
import org.apache.calcite.schema.TableFunction;
import org.jspecify.annotations.Nullable;

/**
 * A table function whose arguments may be literals, parameters or columns of a table to its left. Immutable and
 * thread-safe; planning over it costs no I/O.
 */
public abstract class KeyedFunction implements TableFunction, ImplementableFunction {
    private final List<String> schemaPath;
    private final String name;
    private final String remarks;
    private final List<TableColumn> parameters;
    private final List<TableColumn> columns;
    private final FanOut fanOut;

    /** @param schemaPath where the function is found at run time, from the root schema */
    protected KeyedFunction(
            List<String> schemaPath,
            String name,
            String remarks,
            List<TableColumn> parameters,
            List<TableColumn> columns,
            FanOut fanOut) {
        this.schemaPath = List.copyOf(schemaPath);
        this.name = name;
        this.remarks = remarks;
        this.parameters = List.copyOf(parameters);
        this.columns = List.copyOf(columns);
        this.fanOut = fanOut;
    }

    /**
     * The rows of one call. Nothing is opened before the first {@link RowSource#next}.
     *
     * @param arguments by parameter name; those left out or null are not in it
     */
    public abstract RowSource open(KeyValues arguments, Execution execution);

    public final String name() {
        return name;
    }

    /** One sentence on what it returns. */
    public final String remarks() {
        return remarks;
    }

    public final List<TableColumn> parameters() {
        return parameters;
    }

    public final List<TableColumn> columns() {
        return columns;
    }

    /** How several calls for the rows of a join are made. */
    public final FanOut fanOut() {
        return fanOut;
    }

    /** This function for {@code DatabaseMetaData}. */
    public final FunctionInfo info(String schema) {
        return new FunctionInfo(
                schema, name, remarks, ColumnInfos.of(schema, name, parameters), ColumnInfos.of(schema, name, columns));
    }

    @Override
    public final RelDataType getRowType(RelDataTypeFactory typeFactory, List<? extends @Nullable Object> arguments) {
        RelDataTypeFactory.Builder builder = typeFactory.builder();
        for (TableColumn column : columns) {
            builder.add(column.name(), column.relType(typeFactory));
        }
        return builder.build();
    }

    @Override
    public final Type getElementType(List<? extends @Nullable Object> arguments) {
        return Object[].class;
    }

    @Override
    public final List<FunctionParameter> getParameters() {
        return Parameter.of(parameters);
    }

    @Override
    public final CallImplementor getImplementor() {
        return (translator, call, nullAs) -> {
            List<Expression> values = new ArrayList<>();
            for (RexNode operand : call.getOperands()) {
                Expression value = Expressions.box(
                        translator.translateList(List.of(operand)).get(0));
                values.add(
                        KeyedScanPlan.isPadded(operand)
                                ? Expressions.call(KeyedFunctionCalls.class, "withoutPadding", value)
                                : value);
            }
            return Expressions.call(
                    KeyedFunctionCalls.class,
                    "rows",
                    translator.getRoot(),
                    Expressions.constant(String.join("\n", schemaPath)),
                    Expressions.constant(name),
                    Expressions.newArrayInit(Object.class, ImmutableList.copyOf(values)));
        };
    }
}
