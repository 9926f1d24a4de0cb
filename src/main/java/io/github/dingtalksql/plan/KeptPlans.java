// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last statements of a connection, planned: BI tools and programs send the same few again and again, and to plan one
 * takes longer than to read a small file. Tables whose columns had to be read are looked at again, which the statement would
 * do anyway; a plan is good as long as they have the same columns. Thread-safe.
 */
final class KeptPlans {
    private static final int MOST_PLANS = 100;

    /** Those with tables whose columns had to be read, which hold what was read: all of them, and one. */
    private static final long MOST_HELD_BYTES = 16L << 20;

    private static final long MOST_HELD_BYTES_OF_ONE = 4L << 20;

    /** A longer statement has thousands of values, and hardly comes again. */
    private static final int LONGEST_SQL = 16 * 1024;

    private record Statement(String sql, String defaultSchema) {}

    /** @param tables of the plan, whose columns had to be read */
    record Kept(PlannedQuery plan, MadeTables tables) {
        /**
         * The plan for another execution; null if it is no good any more.
         *
         * @param renewed takes the tables that were made anew for that
         */
        @Nullable
        PreparedQuery renewed(Execution execution, MadeTables renewed) {
            if (tables.isEmpty()) {
                return plan;
            }
            CurrentTables current = tables.renew(execution, renewed);
            return current == null ? null : plan.over(current);
        }
    }

    /** Those that were asked for last are last. */
    private final Map<Statement, Kept> plans = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<Statement, Kept> plansOfFiles = new LinkedHashMap<>(16, 0.75f, true);

    synchronized @Nullable Kept get(String sql, String defaultSchema) {
        Statement statement = new Statement(sql, defaultSchema);
        Kept kept = plans.get(statement);
        return kept == null ? plansOfFiles.get(statement) : kept;
    }

    synchronized void keep(String sql, String defaultSchema, Kept kept) {
        if (sql.length() > LONGEST_SQL
                || !kept.tables.areLasting()
                || kept.tables.heldBytes() > MOST_HELD_BYTES_OF_ONE) {
            return;
        }
        Map<Statement, Kept> among = kept.tables.isEmpty() ? plans : plansOfFiles;
        among.put(new Statement(sql, defaultSchema), kept);
        while (among.size() > MOST_PLANS || heldBytes(among) > MOST_HELD_BYTES) {
            among.remove(among.keySet().iterator().next());
        }
    }

    private static long heldBytes(Map<Statement, Kept> plans) {
        return plans.values().stream()
                .mapToLong(kept -> kept.tables.heldBytes())
                .sum();
    }
}
