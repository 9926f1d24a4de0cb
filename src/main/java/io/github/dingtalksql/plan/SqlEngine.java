// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;

/**
 * SQL text to rows: the seam between JDBC and Calcite. One for each connection. Thread-safe.
 *
 * <p>Failures are {@link io.github.dingtalksql.DingTalkException}: {@code SYNTAX_ERROR} and {@code INVALID_SQL} with
 * line and column, {@code MISSING_KEYS}, {@code UNSUPPORTED} for statements that are no queries.
 */
public interface SqlEngine {
    /**
     * Parses, validates and plans. Makes no call, unless a table's columns have to be read from its file: then a
     * bounded sample of it, which ends with {@code execution}.
     *
     * @param sql one statement; a trailing {@code ;} is accepted
     * @param defaultSchema where unqualified names are looked up
     */
    PreparedQuery prepare(String sql, String defaultSchema, Execution execution);

    SqlCatalog catalog();
}
