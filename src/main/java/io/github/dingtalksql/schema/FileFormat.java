// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.content.typed.Selection;
import io.github.dingtalksql.content.typed.TypedReader;
import io.github.dingtalksql.plan.KeyValues;

/** How files of one table are read. Thread-safe. */
@FunctionalInterface
interface FileFormat {
    /**
     * The rows of a file. Reads nothing before the first {@link TypedReader#next}.
     *
     * @param wanted conditions only narrow it: rows that do not fulfil them may be given
     */
    TypedReader open(DownloadInfoRequest request, Selection wanted, Execution execution);

    /** Whether the reader leaves out records that do not fulfil the conditions. */
    default boolean looksAtConditions() {
        return false;
    }

    /** Whether the reader makes rows of several records, if that is wanted, and leaves out all that do not fulfil a condition. */
    default boolean sumsUp() {
        return false;
    }

    /** Bytes of files that are held in memory. */
    default long heldBytes() {
        return 0;
    }

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
