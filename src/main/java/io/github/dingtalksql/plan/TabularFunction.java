// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.FunctionParameter;
import org.apache.calcite.schema.TableFunction;
import org.apache.calcite.schema.TableMacro;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.util.NlsString;
import org.jspecify.annotations.Nullable;

/**
 * A table function whose columns depend on its literal arguments. A call of it becomes a scan of a {@link KeyedTable}
 * whose hidden keys are bound to the arguments of the same names, which may be literals, parameters or columns of a
 * table to its left. Immutable and thread-safe.
 */
public abstract class TabularFunction implements TableFunction {
    private final String name;
    private final String remarks;
    private final List<TableColumn> parameters;

    protected TabularFunction(String name, String remarks, List<TableColumn> parameters) {
        this.name = name;
        this.remarks = remarks;
        this.parameters = List.copyOf(parameters);
    }

    /**
     * The table that a call reads. May read a sample, as little as it can, if the columns cannot be known otherwise.
     *
     * @param literals by parameter name; neither in it: what was left out, and what is not known before the query runs
     * @param planning ends the reading when it is aborted
     * @throws io.github.dingtalksql.DingTalkException if the literals do not tell the columns
     */
    public abstract KeyedTable table(KeyValues literals, Execution planning);

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

    /** This function for {@code DatabaseMetaData}; it has no columns of its own. */
    public final FunctionInfo info(String schema) {
        return new FunctionInfo(schema, name, remarks, ColumnInfos.of(schema, name, parameters), List.of());
    }

    /** The same for Calcite's own driver, where all arguments have to be literals. */
    public final TableMacro asMacro() {
        return new Macro(this);
    }

    final KeyedTable table(RelDataTypeFactory types, List<? extends @Nullable Object> arguments) {
        KeyValues literals = literals(arguments);
        return PlanningTypeFactory.table(types, new Call(name, literals), true, planning -> table(literals, planning));
    }

    /** What makes two calls of one statement the same. */
    private record Call(String function, KeyValues literals) {}

    private KeyValues literals(List<? extends @Nullable Object> arguments) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            TableColumn parameter = parameters.get(i);
            Object value = arguments.get(i);
            if (value != null) {
                values.put(parameter.name(), converted(parameter, value));
            }
        }
        return new KeyValues(values);
    }

    /** As the validator gives them, literals are of Calcite's own classes. */
    private static Object converted(TableColumn parameter, Object value) {
        return switch (parameter.type()) {
            case BIGINT -> KeyedFunctionCalls.number(parameter, value).longValueExact();
            case INTEGER -> KeyedFunctionCalls.number(parameter, value).intValueExact();
            case BOOLEAN -> value instanceof Boolean flag ? flag : Boolean.valueOf(value.toString());
            default -> value instanceof NlsString text ? text.getValue() : value.toString();
        };
    }

    @Override
    public final RelDataType getRowType(RelDataTypeFactory typeFactory, List<? extends @Nullable Object> arguments) {
        return table(typeFactory, arguments).getRowType(typeFactory);
    }

    @Override
    public final Type getElementType(List<? extends @Nullable Object> arguments) {
        return Object[].class;
    }

    @Override
    public final List<FunctionParameter> getParameters() {
        List<FunctionParameter> result = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            result.add(new LiteralParameter(i, parameters.get(i)));
        }
        return result;
    }

    private record Macro(TabularFunction function) implements TableMacro {
        @Override
        public TranslatableTable apply(List<? extends @Nullable Object> arguments) {
            KeyValues literals = function.literals(arguments);
            return new BoundTable(function.table(literals, new Execution()), literals);
        }

        @Override
        public List<FunctionParameter> getParameters() {
            return function.getParameters();
        }
    }

    /** A table whose hidden keys are bound to literals. */
    private static final class BoundTable extends AbstractTable implements TranslatableTable {
        private final KeyedTable table;
        private final KeyValues keys;

        BoundTable(KeyedTable table, KeyValues keys) {
            this.table = table;
            this.keys = keys;
        }

        @Override
        public RelDataType getRowType(RelDataTypeFactory typeFactory) {
            return table.getRowType(typeFactory);
        }

        @Override
        public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable relOptTable) {
            return table.scan(context, relOptTable, keys.values());
        }
    }
}
