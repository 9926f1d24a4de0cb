// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one JSON file is to be read.
 *
 * @param charset null: to be found out when it is read
 * @param keys of the columns in the objects, which need not be good names for columns
 * @param isComplete whether fields that are no columns are left out on purpose
 */
public record JsonLayout(@Nullable Charset charset, List<FileColumn> columns, List<String> keys, boolean isComplete) {
    public JsonLayout {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
    }

    /** As the settings say; only if they name columns. */
    public static JsonLayout told(JsonSettings settings) {
        return new JsonLayout(
                settings.charset(),
                settings.columns(),
                settings.columns().stream().map(FileColumn::name).toList(),
                true);
    }
}
