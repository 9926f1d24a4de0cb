// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last statements of a connection, planned: BI tools and programs send the same few again and again, and to plan one
 * takes longer than to read a small file. Only plans that nothing had to be read for may be kept, as nothing tells when
 * another reading would find something else. Thread-safe.
 */
final class KeptPlans {
    private static final int MOST_PLANS = 100;

    /** A longer statement has thousands of values, and hardly comes again. */
    private static final int LONGEST_SQL = 16 * 1024;

    private record Statement(String sql, String defaultSchema) {}

    private final Map<Statement, PreparedQuery> plans = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Statement, PreparedQuery> eldest) {
            return size() > MOST_PLANS;
        }
    };

    synchronized @Nullable PreparedQuery get(String sql, String defaultSchema) {
        return plans.get(new Statement(sql, defaultSchema));
    }

    synchronized void keep(String sql, String defaultSchema, PreparedQuery plan) {
        if (sql.length() <= LONGEST_SQL) {
            plans.put(new Statement(sql, defaultSchema), plan);
        }
    }
}
