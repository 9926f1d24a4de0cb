// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

/** Records with a closer look at their fields. As {@link RecordReader} otherwise. */
public interface FieldReader extends RecordReader {
    /** How many fields the record has; at least 1. Decodes nothing. */
    int fieldCount();

    /** Whether the field, 0-based, stands in quotes; false if the record has fewer. */
    boolean isQuoted(int index);

    /** Answer of {@link #scaled}: look at the field itself. */
    long UNTOLD = Long.MIN_VALUE;

    /** Fails as {@link #field} does; makes no text where the bytes tell. */
    void check(int index);

    /** Fails as {@link #content} does; makes no text where the bytes tell. */
    void checkContent();

    /** Whether {@link #field} is one of {@code texts}; makes no text where the bytes tell. */
    boolean isAny(int index, EncodedTexts texts);

    /**
     * A field as a number, times ten to the power of {@code scale}. Only if the field is an optional minus sign, digits,
     * and maybe a point and at most {@code scale} digits, in all no more than 18 digits once scaled; else {@link #UNTOLD}.
     */
    long scaled(int index, int scale);

    /** Whether this is the record's first character, before anything is unquoted. */
    boolean startsWith(char ascii);
}
