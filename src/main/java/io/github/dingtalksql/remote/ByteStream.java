// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import org.jspecify.annotations.Nullable;

/**
 * Bytes of one remote file, in order. Not thread-safe; {@link #close} may be called from any thread.
 *
 * <p>Failures are {@link io.github.dingtalksql.DingTalkException}; a stream never ends early without one.
 */
public interface ByteStream extends AutoCloseable {
    /** Offset in the file of the byte that the next {@link #read} begins with, 0-based. */
    long position();

    /**
     * Reads at least one and up to {@code length} bytes, as soon as there are any.
     *
     * @return how many bytes, or -1 at the end of what was asked for
     */
    int read(byte[] buffer, int offset, int length);

    /** Whether {@code count} bytes can be read without waiting for any; false also where that is not known. */
    default boolean hasArrived(int count) {
        return false;
    }

    /**
     * The CRC-64 of all bytes that this stream has given, after the last one; null if that is not known, as it is not
     * unless the stream goes to the end of a file whose store sends the file's CRC-64.
     */
    default @Nullable Crc64 crc64() {
        return null;
    }

    /** Stops the transfer at once. No effect the second time. */
    @Override
    void close();
}
