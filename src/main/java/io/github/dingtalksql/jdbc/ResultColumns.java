// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.plan.ColumnInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The columns of a result, by number and by label. Immutable. */
final class ResultColumns {
    private final List<ColumnInfo> columns;
    private final Map<String, Integer> numbers;

    private ResultColumns(List<ColumnInfo> columns, Map<String, Integer> numbers) {
        this.columns = columns;
        this.numbers = numbers;
    }

    static ResultColumns of(List<ColumnInfo> columns) {
        Map<String, Integer> numbers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < columns.size(); i++) {
            numbers.putIfAbsent(columns.get(i).label(), i + 1);
        }
        return new ResultColumns(columns, numbers);
    }

    int count() {
        return columns.size();
    }

    /** @param number 1-based */
    ColumnInfo get(int number) throws SQLException {
        if (number < 1 || number > columns.size()) {
            throw SqlErrors.of(
                    ErrorCode.INVALID_ARGUMENT, "There is no column " + number + "; the result has " + columns.size());
        }
        return columns.get(number - 1);
    }

    /** 1-based number of the first column with this label, without regard to case. */
    int find(String label) throws SQLException {
        Integer number = label == null ? null : numbers.get(label);
        if (number == null) {
            throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "The result has no column \"" + label + "\"");
        }
        return number;
    }
}
