// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.content.CsvDialect;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one CSV file is to be read.
 *
 * @param charset null: to be found out when it is read
 */
public record CsvLayout(CsvDialect dialect, @Nullable Charset charset, List<FileColumn> columns) {
    public CsvLayout {
        columns = List.copyOf(columns);
    }
}
