// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.HashSet;
import java.util.Set;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.rel.core.Join;

/**
 * The joins of one search for the cheapest plan that a rule has matched. Calcite asks a rule again before it fires, and
 * expects the same answer; but what the inputs of a join look like changes as forms of a plan turn out to be equal. Not
 * thread-safe, as the search is not.
 */
final class MatchedJoins {
    private final Set<Integer> ids = new HashSet<>();

    /** Whether {@link #add} was called for the join; false where the planner is not ours. */
    static boolean contains(RelOptPlanner planner, Join join) {
        return planner.getContext()
                .maybeUnwrap(MatchedJoins.class)
                .filter(joins -> joins.ids.contains(join.getId()))
                .isPresent();
    }

    static void add(RelOptPlanner planner, Join join) {
        planner.getContext().maybeUnwrap(MatchedJoins.class).ifPresent(joins -> joins.ids.add(join.getId()));
    }
}
