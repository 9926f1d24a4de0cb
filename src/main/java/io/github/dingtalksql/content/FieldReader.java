// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import org.jspecify.annotations.Nullable;

/** Records with a closer look at their fields. As {@link RecordReader} otherwise. */
public interface FieldReader extends RecordReader {
    /** How many fields the record has; at least 1. Decodes nothing. */
    int fieldCount();

    /** Whether the field, 0-based, stands in quotes; false if the record has fewer. */
    boolean isQuoted(int index);

    /** Whether this is the record's first character, before anything is unquoted. */
    boolean startsWith(char ascii);

    /** The one of {@code texts} that equals {@link #field}, or null. Mostly compares bytes, and makes no text of them. */
    @Nullable
    String fieldAmong(int index, FieldTexts texts);

    /**
     * A field that is a number as {@link PlainNumbers} has it, times 10^{@code scale}; {@link PlainNumbers#NONE} if it is
     * anything else, or there is no such field. Makes no text of it.
     */
    long number(int index, int scale);

    /** Fails as {@link #field} does where the field cannot be decoded; makes no text of it unless it has to. */
    void checkField(int index);

    /** As {@link #checkField}, for {@link #content}. */
    void checkContent();
}
