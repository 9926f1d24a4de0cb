// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import org.jspecify.annotations.Nullable;

/** What is made of records. Used by several threads at once. */
public interface RecordMapper {
    /** How many values are made of a record. */
    int width();

    /**
     * Makes the values of a record.
     *
     * @param values of {@link #width}, with any content
     * @return false to leave the record out
     */
    boolean map(FieldReader record, @Nullable Object[] values);

    /** Whether none is left out, and all have the same values: then only the first one is mapped. */
    default boolean isSameForAll() {
        return false;
    }

    /** Whether records can be mapped without those before them; asked between records. */
    default boolean isDivisible() {
        return true;
    }

    /** What rows are made of the values of many records; null if each record's values are a row. */
    default @Nullable RecordFold fold() {
        return null;
    }

    /** Whether what is left out depends on the number of a record. */
    default boolean choosesByNumber() {
        return false;
    }

    /**
     * Corrects values that were made of a record whose number was counted from a later record on than that of the file.
     *
     * @param before how many records are before the first one that was counted
     */
    default void renumber(@Nullable Object[] values, long before) {}
}
