// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.plan.KeyedTable.KeyRole;

/**
 * A column of a {@link KeyedTable}, or a parameter or column of a {@link KeyedFunction}.
 *
 * @param nullable whether it can be null; of a parameter: whether it may be left out
 * @param role what the planner may hand to the table; {@link KeyRole#NONE} for parameters
 * @param remarks one sentence on what it holds; what {@code getColumns} and {@code docs/tables.md} show
 */
public record TableColumn(String name, ColumnType type, boolean nullable, KeyRole role, String remarks) {}
