// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Bytes of a file on disk as it is now; it may change while it is served, and its ETag then changes with it. */
record DiskBytes(Path file) implements ObjectBytes {
    private static final int BUFFER_SIZE = 1 << 16;

    @Override
    public long length() throws IOException {
        return Files.size(file);
    }

    @Override
    public void write(long offset, long length, OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, BUFFER_SIZE));
        try (FileChannel channel = FileChannel.open(file)) {
            long done = 0;
            while (done < length) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), length - done));
                int read = channel.read(buffer, offset + done);
                if (read < 0) {
                    throw new EOFException(file.getFileName() + " became shorter while it was served");
                }
                out.write(buffer.array(), 0, read);
                done += read;
            }
        }
    }

    /** Made of path, size and time: the digest of a large file would cost a whole read before the first byte. */
    @Override
    public String etag() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        String state = file + "|" + attributes.size() + "|" + attributes.lastModifiedTime();
        return Digests.md5(state.getBytes(StandardCharsets.UTF_8));
    }
}
