// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.content.CsvDialect;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a CSV file before it is seen.
 *
 * @param header whether the first record has the names
 * @param dialect what is known of it; its delimiter may be {@link CsvDialect#NONE}: to be found out
 * @param nullString an unquoted field that is this is null, as an empty one is
 * @param charset null: byte-order mark, else detected, else UTF-8
 * @param columns empty: to be found out
 * @param allVarchar whether every column is text
 * @param onError what becomes of values and records that do not fit
 * @param maxRecordBytes bytes
 */
public record CsvSettings(
        boolean header,
        CsvDialect dialect,
        @Nullable String nullString,
        @Nullable Charset charset,
        List<FileColumn> columns,
        boolean allVarchar,
        OnError onError,
        int maxRecordBytes,
        int maxColumns) {
    public CsvSettings {
        columns = List.copyOf(columns);
    }

    /** Whether the file can be read without having seen a part of it. */
    public boolean isComplete() {
        return !columns.isEmpty() && dialect.delimiter() != CsvDialect.NONE;
    }

    /** What is known without having seen the file; only if {@link #isComplete}. */
    public CsvLayout told() {
        return new CsvLayout(dialect, charset, columns);
    }

    boolean isNull(String field) {
        return field.isEmpty() || field.equals(nullString);
    }
}
