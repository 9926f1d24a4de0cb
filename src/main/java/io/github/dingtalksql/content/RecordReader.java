// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of one file, in order, cut from its bytes as they arrive. Decodes nothing that is not asked for. Not
 * thread-safe, but {@link #close} may be called from any thread.
 *
 * <p>Content that does not fit its format is a {@link io.github.dingtalksql.DingTalkException} with
 * {@code MALFORMED_CONTENT}, naming file, record number and byte offset.
 */
public interface RecordReader extends AutoCloseable {
    /** Moves to the next record; false at the end of what was asked for. */
    boolean next();

    /** 1-based, counted from the first record that this reader gives. */
    long recordNumber();

    /** Offset in the file of the record's first byte, 0-based (a byte-order mark is not part of a record). */
    long byteOffset();

    /** Bytes of the record, line end left out. */
    int byteLength();

    /** The record as it stands in the file, decoded, line end left out. */
    String content();

    /** The record's fields, unquoted; null for {@code text}. */
    @Nullable
    List<String> fields();

    /** One field, 0-based, unquoted; null if the record has fewer, or for {@code text}. Slices and decodes only it. */
    @Nullable
    String field(int index);

    /** Canonical name of the charset that content is decoded with; known after the first {@link #next}. */
    String charset();

    /** ETag of the file as the object store sent it, null if it sent none; known after the first {@link #next}. */
    @Nullable
    String etag();

    @Override
    void close();
}
