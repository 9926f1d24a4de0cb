// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one column that a table may evaluate itself, to make fewer rows: rows that do not pass it need not be
 * given. Those that are given are asked again.
 *
 * @param column position in {@link KeyedTable#columns()}
 * @param passes takes a value as {@link ColumnType} describes it, or null
 */
public record ValueTest(int column, Predicate<@Nullable Object> passes) {}
