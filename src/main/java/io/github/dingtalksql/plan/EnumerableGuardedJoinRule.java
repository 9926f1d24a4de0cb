// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.Optional;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.jspecify.annotations.Nullable;

/**
 * Calcite's own joins, which compare rows that were read before; but not where the comparison is to choose what is
 * read. In {@code file_versions v JOIN file_content f ON f.version = v.version} the rows of the current version have no
 * version, so they would meet none: only a correlation that feeds the version is right.
 */
final class EnumerableGuardedJoinRule extends ConverterRule {
    static final Config CONFIG = Config.INSTANCE
            .withConversion(
                    LogicalJoin.class, Convention.NONE, EnumerableConvention.INSTANCE, "EnumerableGuardedJoinRule")
            .withRuleFactory(EnumerableGuardedJoinRule::new);

    private EnumerableGuardedJoinRule(Config config) {
        super(config);
    }

    @Override
    public @Nullable RelNode convert(RelNode rel) {
        return comparedDefault((Join) rel).isPresent()
                ? null
                : ((ConverterRule) EnumerableRules.ENUMERABLE_JOIN_RULE).convert(rel);
    }

    /** The name of an optional key that nothing binds, but that the condition of a join compares. */
    static Optional<String> comparedDefault(Join join) {
        int leftCount = join.getLeft().getRowType().getFieldCount();
        for (int field : RelOptUtil.InputFinder.bits(join.getCondition())) {
            RelNode side = field < leftCount ? join.getLeft() : join.getRight();
            int column = field < leftCount ? field : field - leftCount;
            if (KeyTrace.leadsToDefault(side, column)) {
                return Optional.of(side.getRowType().getFieldNames().get(column));
            }
        }
        return Optional.empty();
    }
}
