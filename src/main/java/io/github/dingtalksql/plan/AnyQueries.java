// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.List;
import org.apache.calcite.plan.RelOptLattice;
import org.apache.calcite.plan.RelOptMaterialization;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.PruneEmptyRules;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.tools.Program;
import org.apache.calcite.tools.Programs;

/**
 * From relational algebra to the cheapest plan, whatever the query is. It brings all of Calcite's rules and some 1,500
 * classes with them: see {@link PlainQueries} for how to do without.
 */
final class AnyQueries implements Program {
    private static final Program STEPS = Programs.sequence(
            new LateralFilters(),
            Programs.subQuery(DefaultRelMetadataProvider.INSTANCE),
            (planner, rel, traits, materializations, lattices) ->
                    rel.accept(new WideSums()).accept(new ArrayIndexes()).accept(new LateralAggregates()),
            (planner, rel, traits, materializations, lattices) ->
                    RelDecorrelator.decorrelateQuery(rel, RelFactories.LOGICAL_BUILDER.create(rel.getCluster(), null)),
            (planner, rel, traits, materializations, lattices) -> rel.accept(new RandomConditions()),
            new KeyPropagation(),
            new KeyOrder(),
            AnyQueries::cheapest);

    private static final RelOptRule EXACT_LIMIT =
            EnumerableExactLimitRule.config().toRule();

    @Override
    public RelNode run(
            RelOptPlanner planner,
            RelNode rel,
            RelTraitSet wanted,
            List<RelOptMaterialization> materializations,
            List<RelOptLattice> lattices) {
        RelOptUtil.registerDefaultRules(planner, false, false);
        // SUM(CASE WHEN guard THEN CAST(x) END) must not cast where the guard is false; as a FILTER it would.
        planner.removeRule(CoreRules.AGGREGATE_CASE_TO_FILTER);
        // Asks each table whether it is known to have no rows. None is.
        planner.removeRule(PruneEmptyRules.EMPTY_TABLE_INSTANCE);
        // The rule of keyed tables, for functions alone too.
        planner.addRule(EXACT_LIMIT);
        return STEPS.run(planner, rel, wanted, materializations, lattices);
    }

    private static RelNode cheapest(
            RelOptPlanner planner,
            RelNode rel,
            RelTraitSet wanted,
            List<RelOptMaterialization> materializations,
            List<RelOptLattice> lattices) {
        try {
            return Programs.standard().run(planner, rel, wanted, materializations, lattices);
        } catch (RelOptPlanner.CannotPlanException e) {
            OptionalKeyConditions.checkJoins(rel);
            throw e;
        }
    }
}
