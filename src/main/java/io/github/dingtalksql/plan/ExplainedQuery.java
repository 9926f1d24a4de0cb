// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to {@code EXPLAIN PLAN FOR}: one row, one column, the plan as text. */
record ExplainedQuery(List<ColumnInfo> columns, List<ColumnInfo> parameters, String plan) implements PreparedQuery {
    @Override
    public RowCursor execute(List<?> arguments, Execution execution) {
        return new RowCursor() {
            private boolean read;

            @Override
            public boolean next() {
                boolean first = !read;
                read = true;
                return first;
            }

            @Override
            public @Nullable Object value(int column) {
                return plan;
            }

            @Override
            public void close() {
                read = true;
            }
        };
    }
}
