// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one column, or one element of it, that a table may evaluate itself, to make fewer rows: rows that do not
 * pass it need not be given. Those that are given are asked again; but of {@link ScanRequest#aggregates} the table has to
 * leave them out.
 *
 * @param passes takes a value as {@link ColumnType} describes it, or null
 * @param texts the only values that pass, if they are texts; so they can be looked for in bytes. Else null
 */
public record ValueTest(
        ScanColumn column,
        Predicate<@Nullable Object> passes,
        @Nullable Set<String> texts) {
    public ValueTest {
        texts = texts == null ? null : Set.copyOf(texts);
    }
}
