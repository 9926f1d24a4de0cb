// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes made on demand by a function of the offset. */
record GeneratedBytes(String name, long length, RangeFill fill) implements ObjectBytes {
    private static final int BUFFER_SIZE = 1 << 16;

    GeneratedBytes {
        if (length < 0) {
            throw new IllegalArgumentException("length " + length);
        }
    }

    @Override
    public void write(long offset, long count, OutputStream out) throws IOException {
        byte[] buffer = new byte[(int) Math.min(count, BUFFER_SIZE)];
        long done = 0;
        while (done < count) {
            int size = (int) Math.min(buffer.length, count - done);
            fill.fill(offset + done, buffer, size);
            out.write(buffer, 0, size);
            done += size;
        }
    }

    @Override
    public String etag() {
        return Digests.md5((name + "|" + length).getBytes(StandardCharsets.UTF_8));
    }
}
