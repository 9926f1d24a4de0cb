// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.List;
import java.util.function.Supplier;

/**
 * A table for {@code DatabaseMetaData}.
 *
 * @param remarks one sentence on what its rows are
 * @param source gives the columns, in order; may have to read, and then does at each call
 * @param known gives the columns without reading: none, if they have to be read and never were
 */
public record TableInfo(
        String schema,
        String name,
        String remarks,
        Supplier<List<ColumnInfo>> source,
        Supplier<List<ColumnInfo>> known) {
    /** A table whose columns are read whoever asks for them. */
    public TableInfo(String schema, String name, String remarks, Supplier<List<ColumnInfo>> source) {
        this(schema, name, remarks, source, source);
    }

    /** A table whose columns are known. */
    public TableInfo(String schema, String name, String remarks, List<ColumnInfo> columns) {
        this(schema, name, remarks, () -> columns);
    }

    /** The columns, in order. May have to read; then it is done at each call. */
    public List<ColumnInfo> columns() {
        return source.get();
    }

    /** The columns for somebody who asks for those of many tables: what is known without reading many files. */
    public List<ColumnInfo> knownColumns() {
        return known.get();
    }
}
