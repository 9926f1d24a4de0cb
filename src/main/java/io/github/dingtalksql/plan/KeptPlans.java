// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

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

    /** Those with tables whose columns had to be read: each may hold what was read, some 256 KiB. */
    private static final int MOST_PLANS_OF_FILES = 32;

    /** A longer statement has thousands of values, and hardly comes again. */
    private static final int LONGEST_SQL = 16 * 1024;

    private record Statement(String sql, String defaultSchema) {}

    /** @param tables of the plan, whose columns had to be read */
    record Kept(PlannedQuery plan, MadeTables tables) {
        /**
         * The plan over the same tables, made anew; null if it is no good for them.
         *
         * @param renewed of {@link #tables}
         */
        @Nullable
        PreparedQuery over(MadeTables renewed) {
            if (tables.isEmpty()) {
                return plan;
            }
            CurrentTables current = tables.replacedBy(renewed);
            return current == null ? null : plan.over(current);
        }
    }

    private final Map<Statement, Kept> plans = newest(MOST_PLANS);
    private final Map<Statement, Kept> plansOfFiles = newest(MOST_PLANS_OF_FILES);

    private static Map<Statement, Kept> newest(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Statement, Kept> eldest) {
                return size() > most;
            }
        };
    }

    synchronized @Nullable Kept get(String sql, String defaultSchema) {
        Statement statement = new Statement(sql, defaultSchema);
        Kept kept = plans.get(statement);
        return kept == null ? plansOfFiles.get(statement) : kept;
    }

    synchronized void keep(String sql, String defaultSchema, Kept kept) {
        if (sql.length() <= LONGEST_SQL && kept.tables.areLasting()) {
            (kept.tables.isEmpty() ? plans : plansOfFiles).put(new Statement(sql, defaultSchema), kept);
        }
    }
}
