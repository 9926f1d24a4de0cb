// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a workbook before it is seen.
 *
 * @param sheet name, or position from 1 on; null: the first that is not hidden
 * @param range null: all that is in the sheet
 * @param header whether the first row has the names
 * @param columns empty: to be found out
 * @param allVarchar whether every column is text
 * @param onError what becomes of values that do not fit
 * @param sampleBytes unpacked bytes of the sheet in which types are found
 * @param maxRecordBytes longest cell
 * @param mostStringBytes most memory for the texts that the cells share
 */
public record XlsxSettings(
        @Nullable String sheet,
        @Nullable CellRange range,
        boolean header,
        List<FileColumn> columns,
        boolean allVarchar,
        OnError onError,
        int sampleBytes,
        int maxRecordBytes,
        int maxColumns,
        long mostStringBytes) {
    public XlsxSettings {
        columns = List.copyOf(columns);
    }

    CellRange rangeOrAll() {
        return range == null ? CellRange.ALL : range;
    }
}
