// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import org.jspecify.annotations.Nullable;

/**
 * Rows of a running query, forward only. Not thread-safe, but {@link #close} may be called from any thread.
 *
 * <p>Values are independent of Calcite's internal ones: {@code Boolean}, {@code Byte}, {@code Short}, {@code Integer},
 * {@code Long}, {@code Float}, {@code Double}, {@code java.math.BigDecimal}, {@code String}, {@code byte[]},
 * {@code java.time.LocalDate}, {@code LocalTime}, {@code LocalDateTime} (TIMESTAMP), {@code Instant} (TIMESTAMP WITH
 * LOCAL TIME ZONE), {@code java.util.List} (ARRAY, MULTISET), {@code java.util.Map} (MAP), {@code Object[]} (ROW),
 * {@code Period} and {@code Duration} (INTERVAL), or null.
 */
public interface RowCursor extends AutoCloseable {
    /** Moves to the next row; false at the end. */
    boolean next();

    /** Value of a column of the current row; {@code column} is 0-based. */
    @Nullable
    Object value(int column);

    /** Stops everything that runs for this cursor, without waiting for it. No effect the second time. */
    @Override
    void close();
}
