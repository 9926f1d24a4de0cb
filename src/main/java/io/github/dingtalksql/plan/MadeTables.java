// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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

    /** The same, made anew for another execution, with the reading that it takes. */
    MadeTables renewed(Execution execution) {
        MadeTables renewed = new MadeTables();
        byKey.forEach((key, made) -> renewed.get(key, made.lasting, execution, made.maker));
        return renewed;
    }

    /**
     * What a plan made of these tables has to read instead.
     *
     * @param renewed the same ones, made anew
     * @return null if one of them has other columns, so that the plan is no good any more
     */
    @Nullable
    CurrentTables replacedBy(MadeTables renewed) {
        Map<KeyedTable, KeyedTable> current = new IdentityHashMap<>();
        for (Map.Entry<Object, Made> entry : renewed.byKey.entrySet()) {
            KeyedTable planned = Objects.requireNonNull(byKey.get(entry.getKey())).table;
            KeyedTable table = entry.getValue().table;
            if (!table.isLike(planned)) {
                return null;
            }
            current.put(planned, table);
        }
        return new CurrentTables(current);
    }
}
