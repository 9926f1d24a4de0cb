// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * How to read one file as records.
 *
 * @param charset null: byte-order mark, else detected, else UTF-8
 * @param multiline {@code csv}, {@code tsv}: whether quoted fields may hold line ends; if not, a line end always ends a
 *     record, and quotes that are open there are malformed content
 * @param fromOffset byte offset in the file, 0-based: no record that begins before it is wanted
 * @param toOffset byte offset: no record that begins at or after it is wanted; {@code Long.MAX_VALUE} for all
 * @param maxRecordBytes longest record, in bytes, before reading fails
 * @param maxColumns most fields of a record before reading fails
 */
public record ReadOptions(
        RecordFormat format,
        @Nullable Charset charset,
        boolean multiline,
        long fromOffset,
        long toOffset,
        int maxRecordBytes,
        int maxColumns) {

    /** With quoted fields that may hold line ends. */
    public ReadOptions(
            RecordFormat format,
            @Nullable Charset charset,
            long fromOffset,
            long toOffset,
            int maxRecordBytes,
            int maxColumns) {
        this(format, charset, true, fromOffset, toOffset, maxRecordBytes, maxColumns);
    }

    /** Whether every line end ends a record. */
    boolean linesAreRecords() {
        return format == RecordFormat.TEXT || !multiline;
    }
}
