// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.content.typed.TypedReader;
import io.github.dingtalksql.plan.KeyValues;

/** How files of one table are read. Thread-safe. */
@FunctionalInterface
interface FileFormat {
    /**
     * The rows of a file. Reads nothing before the first {@link TypedReader#next}.
     *
     * @param columns positions among the table's columns, in the order of the rows' values
     */
    TypedReader open(DownloadInfoRequest request, int[] columns, Execution execution);

    /**
     * This format with options that were not known when the statement was prepared.
     *
     * @param options by name, among others that are none
     * @throws io.github.dingtalksql.DingTalkException {@code INVALID_ARGUMENT} if one has a value that it cannot have
     */
    default FileFormat with(KeyValues options) {
        return this;
    }
}
