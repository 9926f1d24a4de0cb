// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one statement whose columns had to be read from their files: each was made once, however often the
 * validator and the planner asked. Not thread-safe while tables are being added.
 */
final class MadeTables {
    private final Map<Object, Made> byKey = new LinkedHashMap<>();

    /** @param lasting whether the same statement would mean the same file and options whenever it comes */
    private record Made(KeyedTable table, Function<Execution, KeyedTable> maker, boolean lasting) {}

    KeyedTable get(Object key, boolean lasting, Execution planning, Function<Execution, KeyedTable> maker) {
        Made known = byKey.get(key);
        if (known == null) {
            known = new Made(maker.apply(planning), maker, lasting);
            byKey.put(key, known);
        }
        return known.table;
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }

    /** Whether only the columns had to be read, and not which tables there are. */
    boolean areLasting() {
        return byKey.values().stream().allMatch(Made::lasting);
    }

    /**
     * Makes the tables anew for another execution, one after the other, with the reading that it takes, up to one that has
     * other columns.
     *
     * @param renewed takes those that were made
     * @return what a plan made of these tables has to read instead; null if it is no good any more
     */
    @Nullable
    CurrentTables renew(Execution execution, MadeTables renewed) {
        Map<KeyedTable, KeyedTable> current = new IdentityHashMap<>();
        for (Map.Entry<Object, Made> entry : byKey.entrySet()) {
            Made made = entry.getValue();
            KeyedTable table = renewed.get(entry.getKey(), made.lasting, execution, made.maker);
            if (!table.isLike(made.table)) {
                return null;
            }
            current.put(made.table, table);
        }
        return new CurrentTables(current);
    }

    /** Bytes of files that the tables hold. */
    long heldBytes() {
        return byKey.values().stream().mapToLong(made -> made.table.heldBytes()).sum();
    }
}
