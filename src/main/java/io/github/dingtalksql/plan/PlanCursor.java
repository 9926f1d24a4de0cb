// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import java.util.List;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Rows of a running plan. */
final class PlanCursor implements RowCursor {
    private final Enumerator<?> enumerator;
    private final List<RelDataType> types;
    private final Execution execution;
    private @Nullable Object row;

    PlanCursor(Enumerator<?> enumerator, List<RelDataType> types, Execution execution) {
        this.enumerator = enumerator;
        this.types = types;
        this.execution = execution;
    }

    @Override
    public boolean next() {
        execution.check();
        execution.readOnThisThread();
        try {
            boolean found = enumerator.moveNext();
            execution.check();
            row = found ? enumerator.current() : null;
            return found;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            row = null;
            execution.check();
            throw PlanFailures.running(e, execution::place);
        }
    }

    @Override
    public @Nullable Object value(int column) {
        if (types.size() == 1 && (types.get(0).isStruct() || !(row instanceof Object[]))) {
            return PlanValues.toPublic(row, types.get(0));
        }
        if (!(row instanceof Object[] values)) {
            throw new DingTalkException(ErrorCode.INVALID_STATE, "There is no current row");
        }
        return PlanValues.toPublic(values[column], types.get(column));
    }

    /** Aborts the execution, which stops what a running {@link #next} waits for, and closes what is open. */
    @Override
    public void close() {
        execution.abort(ErrorCode.CANCELLED, "The result was closed");
        enumerator.close();
        ThreadRemains.before().remove();
    }
}
