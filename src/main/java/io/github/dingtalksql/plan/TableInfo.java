// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.List;

/**
 * A table for {@code DatabaseMetaData}.
 *
 * @param remarks one sentence on what its rows are
 * @param columns in order
 */
public record TableInfo(String schema, String name, String remarks, List<ColumnInfo> columns) {}
