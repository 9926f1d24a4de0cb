// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.List;

/** What there is to query. Asking costs no call, but for the columns of a {@link LateTable}. Thread-safe. */
public interface SqlCatalog {
    /** Names of all schemas. */
    List<String> schemas();

    List<TableInfo> tables();

    List<FunctionInfo> functions();
}
