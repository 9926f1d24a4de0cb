// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * The bytes of one stored object. Any part can be had without the rest, so an object may be larger than memory.
 * Implementations are safe for use by many threads.
 */
public interface ObjectBytes {
    /** Length in bytes. */
    long length() throws IOException;

    /**
     * Writes {@code length} bytes from {@code offset} on; the caller keeps the part inside the object.
     *
     * @throws IOException if {@code out} refuses them, or if the object has become shorter
     */
    void write(long offset, long length, OutputStream out) throws IOException;

    /** Differs whenever the bytes differ: upper-case hexadecimal digits, without quotes. */
    String etag() throws IOException;

    /** Bytes held in memory. */
    static ObjectBytes of(byte[] bytes) {
        return new ArrayBytes(bytes.clone());
    }

    /** Bytes of a file, read whenever they are asked for. */
    static ObjectBytes of(Path file) {
        return new DiskBytes(file);
    }

    /**
     * Bytes made on demand.
     *
     * @param name names the content: the ETag is made of it and of the length, so other content needs another name
     */
    static ObjectBytes generated(String name, long length, RangeFill fill) {
        return new GeneratedBytes(name, length, fill);
    }
}
