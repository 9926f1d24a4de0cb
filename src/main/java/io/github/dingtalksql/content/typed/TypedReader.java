// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import org.jspecify.annotations.Nullable;

/**
 * Rows of one file with typed values. Reads nothing before the first {@link #next}. Not thread-safe, but
 * {@link #close} may be called from any thread.
 */
public interface TypedReader extends AutoCloseable {
    /** Moves to the next row; false at the end. */
    boolean next();

    /** A value for each column asked for, in the classes that {@link FieldType.Kind} names, or null. A new array. */
    @Nullable
    Object[] row();

    /** Where in the file the current row is, for messages; only after {@link #next} has found one. */
    String place();

    @Override
    void close();
}
