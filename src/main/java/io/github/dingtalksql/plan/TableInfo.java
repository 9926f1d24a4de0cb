// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.List;
import java.util.function.Supplier;

/**
 * A table for {@code DatabaseMetaData}.
 *
 * @param remarks one sentence on what its rows are
 * @param source gives the columns, in order
 */
public record TableInfo(String schema, String name, String remarks, Supplier<List<ColumnInfo>> source) {
    /** A table whose columns are known. */
    public TableInfo(String schema, String name, String remarks, List<ColumnInfo> columns) {
        this(schema, name, remarks, () -> columns);
    }

    /** The columns, in order. May have to read; then it is done at each call. */
    public List<ColumnInfo> columns() {
        return source.get();
    }
}
