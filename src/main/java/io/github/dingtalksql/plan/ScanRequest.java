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
 */
public record ScanRequest(
        KeyValues keys, Map<String, LongRange> ranges, List<ScanColumn> columns, Execution execution) {
    public ScanRequest {
        ranges = Map.copyOf(ranges);
        columns = List.copyOf(columns);
    }

    public LongRange range(String column) {
        return ranges.getOrDefault(column, LongRange.ALL);
    }
}
