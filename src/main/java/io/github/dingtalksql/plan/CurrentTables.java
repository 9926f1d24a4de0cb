// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.Map;
import org.apache.calcite.DataContext;

/**
 * Which tables a plan reads that was made of others like them. Thread-safe.
 *
 * @param byPlanned by the tables that the plan was made of, of which there is one object each
 */
record CurrentTables(Map<KeyedTable, KeyedTable> byPlanned) {
    /** Those that the plan was made of. */
    static final CurrentTables AS_PLANNED = new CurrentTables(Map.of());

    /** Name under which our own driver puts them into the data context. */
    static final String KEY = "dingtalk.currentTables";

    /** The table that a running plan has to read for the one that it was made of. */
    static KeyedTable of(DataContext context, KeyedTable planned) {
        return context.get(KEY) instanceof CurrentTables tables
                ? tables.byPlanned.getOrDefault(planned, planned)
                : planned;
    }
}
