// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a plan asks of a table for one tuple of keys.
 *
 * @param ranges bounds by column name, for columns that have any. They only narrow what is read: rows outside them may
 *     still be given
 * @param tests conditions, of which a table may make use if it says that it {@link KeyedTable#takesTests takes} any, and
 *     must if there are {@code aggregates}
 * @param columns what is wanted, in the order of the rows' values
 * @param aggregates what is wanted of these columns instead of the rows; null if the rows are. Only if the table {@link
 *     KeyedTable#sumsUp sums up}
 */
public record ScanRequest(
        KeyValues keys,
        Map<String, LongRange> ranges,
        List<ValueTest> tests,
        List<ScanColumn> columns,
        @Nullable PartialAggregates aggregates,
        Execution execution) {
    public ScanRequest {
        ranges = Map.copyOf(ranges);
        tests = List.copyOf(tests);
        columns = List.copyOf(columns);
    }

    public LongRange range(String column) {
        return ranges.getOrDefault(column, LongRange.ALL);
    }
}
