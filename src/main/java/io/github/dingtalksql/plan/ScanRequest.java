// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import java.util.List;
import java.util.Map;

/**
 * What a plan asks of a table for one tuple of keys.
 *
 * @param ranges bounds by column name, for columns that have any. They only narrow what is read: rows outside them may
 *     still be given
 * @param columns what is wanted, in the order of the rows' values
 * @param work what is done to the rows; none, unless the table {@link KeyedTable#hasFields has fields}
 */
public record ScanRequest(
        KeyValues keys, Map<String, LongRange> ranges, List<ScanColumn> columns, ScanWork work, Execution execution) {
    public ScanRequest {
        ranges = Map.copyOf(ranges);
        columns = List.copyOf(columns);
    }

    /**
     * What a table {@link KeyedTable#hasFields with fields} gives for this request.
     *
     * @param rows all of its rows
     */
    public RowSource worked(FieldRows rows) {
        return new WorkedRows(rows, work);
    }

    public LongRange range(String column) {
        return ranges.getOrDefault(column, LongRange.ALL);
    }
}
