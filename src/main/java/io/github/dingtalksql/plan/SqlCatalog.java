// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.List;
import java.util.function.Predicate;

/**
 * What there is to query. Asking costs no call, but for the columns of a {@link LateTable} and for the tables of a schema
 * that stands for a knowledge base. Thread-safe.
 */
public interface SqlCatalog {
    /** Names of all schemas. */
    List<String> schemas();

    /** The tables of all schemas. */
    List<TableInfo> tables();

    /** The tables of the schemas that are wanted; no other one is asked. */
    default List<TableInfo> tables(Predicate<String> schemas) {
        return tables().stream().filter(table -> schemas.test(table.schema())).toList();
    }

    List<FunctionInfo> functions();
}
