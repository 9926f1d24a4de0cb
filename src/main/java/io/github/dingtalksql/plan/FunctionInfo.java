// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.List;

/**
 * A table function for {@code DatabaseMetaData}.
 *
 * @param parameters in order; {@code nullable} tells whether one may be left out
 * @param columns of the rows that it returns
 */
public record FunctionInfo(
        String schema, String name, String remarks, List<ColumnInfo> parameters, List<ColumnInfo> columns) {}
