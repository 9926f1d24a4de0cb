// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to {@code EXPLAIN PLAN FOR}: a row for each line of the plan. */
record ExplainedQuery(List<ColumnInfo> columns, List<ColumnInfo> parameters, List<String> lines)
        implements PreparedQuery {
    @Override
    public RowCursor execute(List<?> arguments, Execution execution) {
        return new RowCursor() {
            private int next;

            @Override
            public boolean next() {
                execution.check();
                return next++ < lines.size();
            }

            @Override
            public @Nullable Object value(int column) {
                return lines.get(next - 1);
            }

            @Override
            public void close() {
                next = lines.size();
            }
        };
    }
}
