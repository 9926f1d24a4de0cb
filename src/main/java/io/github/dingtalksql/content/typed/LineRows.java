// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.content.FileContents;
import io.github.dingtalksql.content.ReadOptions;
import io.github.dingtalksql.content.RecordFormat;
import io.github.dingtalksql.content.RecordReader;
import io.github.dingtalksql.remote.RemoteFile;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** The lines of a text: their numbers from 1 on, and what is in them. */
public final class LineRows implements TypedReader {
    /** Positions of the columns. */
    public static final int LINE_NUMBER = 0;

    private final String fileName;
    private final RecordReader reader;
    private final int[] wanted;

    public LineRows(RemoteFile file, @Nullable Charset charset, int maxRecordBytes, int[] wanted) {
        this.fileName = file.name();
        ReadOptions options = new ReadOptions(RecordFormat.TEXT, charset, 0, Long.MAX_VALUE, maxRecordBytes, 1);
        this.reader = FileContents.open(file, options);
        this.wanted = wanted.clone();
    }

    @Override
    public boolean next() {
        return reader.next();
    }

    @Override
    public @Nullable Object[] row() {
        @Nullable Object[] row = new @Nullable Object[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            row[i] = wanted[i] == LINE_NUMBER ? (Object) reader.recordNumber() : reader.content();
        }
        return row;
    }

    @Override
    public String place() {
        return fileName + ", record " + reader.recordNumber() + ", byte offset " + reader.byteOffset();
    }

    @Override
    public void close() {
        reader.close();
    }
}
