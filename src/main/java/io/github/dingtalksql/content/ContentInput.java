// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

/** Bytes to cut, in a charset that can be cut as bytes, and where they are from in the file. */
interface ContentInput extends AutoCloseable {
    /** Answer of {@link #read}: the file ends here. */
    int END = -1;

    /** Answer of {@link #read}: what follows is not of the file's charset, see {@link #position}. */
    int MALFORMED = -2;

    /** Reads at least one byte and up to {@code length}, which is 4 or more; or {@link #END}, {@link #MALFORMED}. */
    int read(byte[] buffer, int offset, int length);

    /** Offset in the file of what the next {@link #read} begins with. */
    long position();

    /** Offset in the file of the last byte read, if that was CR or LF. */
    long lineEndPosition();

    /**
     * How many bytes of the file made the bytes from {@code from} to {@code to}, which begin and end with a character;
     * -1 if that is not known.
     */
    long sourceLength(byte[] buffer, int from, int to);

    /** May be called from any thread. */
    @Override
    void close();
}
