// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import java.util.Optional;

/**
 * One remote file as one scan sees it: whatever is opened here comes from one representation (length and ETag are
 * pinned by the first answer), or fails with {@link io.github.dingtalksql.ErrorCode#FILE_CHANGED}. Thread-safe.
 */
public interface RemoteFile {
    /** Names the file in messages: {@code 854/798@2}. */
    String name();

    /**
     * Bytes {@code from} (inclusive) to {@code to} (exclusive), both 0-based; {@code to} may lie beyond the end
     * ({@code Long.MAX_VALUE}: to the end). If {@code from} is at or beyond the end, the stream is empty. Opens nothing
     * before the first read, and reads ahead no more than pays. The caller closes it.
     */
    ByteStream open(long from, long to);

    /**
     * Runs work of the reader beside it, on another thread; false if no processor is to spare for that. The work must
     * not wait.
     */
    default boolean startBeside(Runnable work) {
        return false;
    }

    /**
     * What tells this representation from another (ETag and length), for caches of facts about the content; empty
     * before the first answer.
     */
    String fingerprint();

    /**
     * What the store has told about the bytes; empty before the first answer. {@code crc64} may be missing in a later
     * call: answers that contradict each other about it tell nothing.
     */
    Optional<Representation> representation();
}
