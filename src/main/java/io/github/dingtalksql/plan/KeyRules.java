// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.rules.CoreRules;

/** The rules that a {@link KeyedTableScan} brings to whichever planner meets it. */
final class KeyRules {
    static final List<RelOptRule> ALL = ImmutableList.of(
            BindKeysRule.config().toRule(),
            JoinToKeyedCorrelateRule.config().toRule(),
            EnumerableKeyedTableScanRule.CONFIG.toRule(EnumerableKeyedTableScanRule.class),
            // What brings a condition down to the scan, where the planner's own set does not.
            CoreRules.FILTER_CORRELATE,
            CoreRules.FILTER_SET_OP_TRANSPOSE,
            CoreRules.FILTER_MERGE);

    private KeyRules() {}
}
