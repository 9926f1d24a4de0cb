// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.runtime.Bindable;
import org.apache.calcite.schema.SchemaPlus;
import org.jspecify.annotations.Nullable;

/**
 * A query whose code is compiled.
 *
 * @param stashed objects that the code refers to
 * @param rowType types of the rows' values
 * @param parameterTypes types of the {@code ?}
 * @param tables what it reads
 */
record PlannedQuery(
        Bindable<?> bindable,
        Map<String, Object> stashed,
        List<RelDataType> rowType,
        List<RelDataType> parameterTypes,
        List<ColumnInfo> columns,
        List<ColumnInfo> parameters,
        SchemaPlus rootSchema,
        JavaTypeFactory typeFactory,
        InstantSource clock,
        CurrentTables tables)
        implements PreparedQuery {

    /** The same plan over other tables like those that it was made of. */
    PlannedQuery over(CurrentTables others) {
        return new PlannedQuery(
                bindable,
                stashed,
                rowType,
                parameterTypes,
                columns,
                parameters,
                rootSchema,
                typeFactory,
                clock,
                others);
    }

    @Override
    public RowCursor execute(List<?> arguments, Execution execution) {
        if (arguments.size() != parameterTypes.size()) {
            throw new DingTalkException(
                    ErrorCode.INVALID_STATE,
                    "The statement has " + parameterTypes.size() + " parameters, but " + arguments.size()
                            + " values are given");
        }
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            values.put("?" + i, PlanValues.toInternal(arguments.get(i), parameterTypes.get(i), i + 1));
        }
        execution.check();
        // What sorts or aggregates reads its rows here already.
        execution.readOnThisThread();
        try {
            Enumerable<?> rows = bindable.bind(
                    new ExecutionDataContext(rootSchema, typeFactory, stashed, values, tables, execution, clock));
            return new PlanCursor(rows.enumerator(), rowType, execution);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            execution.check();
            throw PlanFailures.running(e, execution::place);
        }
    }
}
