// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * How to read one file as records.
 *
 * @param charset null: byte-order mark, else detected, else UTF-8
 * @param fromOffset byte offset in the file, 0-based. {@code csv}, {@code tsv}: the start of a record; {@code text}:
 *     any offset, the first record is the first whole line at or after it
 * @param toOffset byte offset: no record that begins at or after it is wanted; {@code Long.MAX_VALUE} for all
 * @param maxRecordBytes longest record, in bytes, before reading fails
 * @param maxColumns most fields of a record before reading fails
 */
public record ReadOptions(
        RecordFormat format,
        @Nullable Charset charset,
        long fromOffset,
        long toOffset,
        int maxRecordBytes,
        int maxColumns) {}
