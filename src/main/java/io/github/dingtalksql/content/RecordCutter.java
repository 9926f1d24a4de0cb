// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

/**
 * Finds where a record ends. It is told of one record after the other, may be asked again with more bytes of the same
 * record, and then goes on where it stopped. Indexes are of the buffer given; what it remembers is relative to the
 * record's start, so that the record may be moved in between.
 */
interface RecordCutter {
    /** Answer: the record does not end in these bytes. */
    int MORE = -1;

    /** Answer: the bytes are not of this format; see {@link #problem}. */
    int MALFORMED = -2;

    /** Forgets the record before. */
    void begin();

    /** The bytes of the buffer are others, more, or in another place than when it was asked before. */
    default void changed() {}

    /** @return index of the line end that ends the record, {@link #MORE} or {@link #MALFORMED} */
    int cut(byte[] buffer, int start, int limit);

    /** As {@link #cut}, after it answered {@link #MORE}, when no byte follows {@code limit}; never {@link #MORE}. */
    int cutLast(byte[] buffer, int start, int limit);

    /** What is wrong after {@link #MALFORMED}: a clause that follows the place, without a full stop. */
    String problem();

    /** Where it is wrong, in bytes after the record's start. */
    int problemAt();

    /** Whether the record has a quoted field. */
    boolean isQuoted();
}
