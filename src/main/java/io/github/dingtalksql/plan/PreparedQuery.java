// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import java.util.List;

/** One SQL statement, planned once; runs any number of times, also at the same time. Thread-safe. */
public interface PreparedQuery {
    /** The columns of its rows, in order. */
    List<ColumnInfo> columns();

    /** One for each {@code ?}, in order. Only type facts are meaningful: label and name are {@code ?1}, {@code ?2}, … */
    List<ColumnInfo> parameters();

    /**
     * Begins to run. The caller closes the cursor.
     *
     * @param parameters one value for each {@code ?}, of the Java types that {@link RowCursor} lists, or null; numbers
     *     and strings are converted to the parameter's type
     */
    RowCursor execute(List<?> parameters, Execution execution);
}
