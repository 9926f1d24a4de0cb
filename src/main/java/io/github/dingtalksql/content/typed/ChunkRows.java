// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.remote.ByteStream;
import io.github.dingtalksql.remote.RemoteFile;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The bytes of a file in pieces of one size, the last one shorter: where each begins, and what is in it. */
public final class ChunkRows implements TypedReader {
    /** Positions of the columns. */
    public static final int OFFSET = 0;

    private final String fileName;
    private final ByteStream stream;
    private final Function<byte[], Object> value;
    private final int[] wanted;
    private final byte[] chunk;
    private long offset;
    private int length;

    /** @param value makes of bytes what stands for them in a row */
    public ChunkRows(RemoteFile file, int chunkBytes, int[] wanted, Function<byte[], Object> value) {
        this.fileName = file.name();
        this.stream = file.open(0, Long.MAX_VALUE);
        this.value = value;
        this.wanted = wanted.clone();
        this.chunk = new byte[chunkBytes];
    }

    @Override
    public boolean next() {
        offset += length;
        length = 0;
        while (length < chunk.length) {
            int read = stream.read(chunk, length, chunk.length - length);
            if (read < 0) {
                break;
            }
            length += read;
        }
        return length > 0;
    }

    @Override
    public @Nullable Object[] row() {
        @Nullable Object[] row = new @Nullable Object[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            row[i] = wanted[i] == OFFSET ? (Object) offset : value.apply(Arrays.copyOf(chunk, length));
        }
        return row;
    }

    @Override
    public String place() {
        return fileName + ", byte offset " + offset;
    }

    @Override
    public void close() {
        stream.close();
    }
}
