// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import org.jspecify.annotations.Nullable;

/** Makes one row of what was made of many records, such as their sums. Used by several threads at once. */
public interface RecordFold {
    /** What was made of some records. For one thread at a time. */
    interface Part {
        /**
         * Adds what was made of one more record.
         *
         * @param values an array that the part must not keep: the next record's come in it
         * @throws RuntimeException if that cannot be; then the part is as before. After an {@link Error} it is of no use
         */
        void add(@Nullable Object[] values);

        /** The row of all that were added; there is at least one. */
        @Nullable
        Object[] row();
    }

    /** A part without any record. */
    Part begin();

    /** The row of a single record. Never fails: what cannot be added is in the row as it is. */
    @Nullable
    Object[] rowOf(@Nullable Object[] values);
}
