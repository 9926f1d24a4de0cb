// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

/** Records with a closer look at their fields. As {@link RecordReader} otherwise. */
public interface FieldReader extends RecordReader {
    /** How many fields the record has; at least 1. Decodes nothing. */
    int fieldCount();

    /** Whether the field, 0-based, stands in quotes; false if the record has fewer. */
    boolean isQuoted(int index);

    /** Whether this is the record's first character, before anything is unquoted. */
    boolean startsWith(char ascii);
}
