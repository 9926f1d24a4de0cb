// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes held in memory. */
record ArrayBytes(byte[] bytes) implements ObjectBytes {
    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public void write(long offset, long length, OutputStream out) throws IOException {
        out.write(bytes, Math.toIntExact(offset), Math.toIntExact(length));
    }

    @Override
    public String etag() {
        return Digests.md5(bytes);
    }
}
