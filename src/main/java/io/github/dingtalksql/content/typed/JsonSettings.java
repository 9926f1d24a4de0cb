// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a JSON file before it is seen.
 *
 * @param charset null: byte-order mark, else detected, else UTF-8
 * @param columns names of fields with their types; empty: to be found out
 * @param onError what becomes of values that do not fit
 * @param maxRecordBytes longest value, in characters
 */
public record JsonSettings(
        @Nullable Charset charset, List<FileColumn> columns, OnError onError, int maxRecordBytes, int maxColumns) {
    public JsonSettings {
        columns = List.copyOf(columns);
    }
}
