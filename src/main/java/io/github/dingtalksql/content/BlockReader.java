// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import org.jspecify.annotations.Nullable;

/** The records of one block of a file after the other. A block is in memory, and begins with a record. */
final class BlockReader extends CutRecords {
    private final RecordCutting.Parts parts;
    private final String charset;
    private final @Nullable String etag;

    BlockReader(RecordCutting cutting, @Nullable String etag) {
        this.parts = cutting.parts(new NoInput());
        this.charset = cutting.encoding().charset().name();
        this.etag = etag;
    }

    /**
     * Goes to the first record of {@code block}; numbers count from there.
     *
     * @param length of the block, behind which there is {@link ByteScan#PADDING}
     * @param offset of its first byte in the file
     */
    void begin(byte[] block, int length, long offset) {
        parts.buffer().hold(block, length, offset);
    }

    @Override
    public boolean next() {
        return parts.buffer().next();
    }

    /** Index in the block of what is behind the current record. */
    int following() {
        return parts.buffer().firstUnread();
    }

    @Override
    RecordBuffer buffer() {
        return parts.buffer();
    }

    @Override
    RecordText text() {
        return parts.text();
    }

    @Override
    public String charset() {
        return charset;
    }

    @Override
    public @Nullable String etag() {
        return etag;
    }

    @Override
    public void close() {}

    /** A block is all there is. */
    private static final class NoInput implements ContentInput {
        @Override
        public int read(byte[] buffer, int offset, int length) {
            return END;
        }

        @Override
        public long position() {
            return 0;
        }

        @Override
        public long lineEndPosition() {
            return 0;
        }

        @Override
        public long sourceLength(byte[] buffer, int from, int to) {
            return to - from;
        }

        @Override
        public void close() {}
    }
}
