// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import org.jspecify.annotations.Nullable;

/** Rows of a table, forward only. Not thread-safe, but {@link #close} may be called from any thread. */
public interface RowSource extends AutoCloseable {
    /** Moves to the next row; false at the end. */
    boolean next();

    /**
     * The current row: one value for each column or aggregate asked for, in the Java types of {@link ColumnType}. The array may be
     * the same for several rows if their values are the same, and must not be changed.
     */
    @Nullable
    Object[] row();

    /** Where the current row is in what is read, for messages; empty if that has no meaning. */
    default String place() {
        return "";
    }

    /** Stops the reading at once. No effect the second time. */
    @Override
    void close();
}
