// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

/**
 * What a scan gives in one place of its rows: a column, or a single element of an ARRAY column.
 *
 * @param column position in {@link KeyedTable#columns()}, 0-based
 * @param element position in the array, 1-based as in SQL; 0 for the whole column
 */
public record ScanColumn(int column, int element) {
    static ScanColumn whole(int column) {
        return new ScanColumn(column, 0);
    }

    public boolean isWhole() {
        return element == 0;
    }
}
