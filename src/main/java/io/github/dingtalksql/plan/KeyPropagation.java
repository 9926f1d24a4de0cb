// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.List;
import org.apache.calcite.plan.RelOptLattice;
import org.apache.calcite.plan.RelOptMaterialization;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.tools.Program;
import org.apache.calcite.tools.Programs;

/**
 * Carries conditions on one side of a join over its equalities to the other side, before the cheapest plan is looked
 * for: {@code a JOIN b ON a.dentry_id = b.dentry_id WHERE a.dentry_id = '798'} names the file of both, so each of them
 * is read once, not b for each row of a.
 */
final class KeyPropagation implements Program {
    /** Ends what Calcite's rules might do for ever; no known query comes near. */
    private static final int MOST_MATCHES = 1000;

    private static final Program RULES = Programs.of(
            HepProgram.builder()
                    .addMatchLimit(MOST_MATCHES)
                    .addMatchOrder(HepMatchOrder.BOTTOM_UP)
                    .addRuleCollection(List.of(
                            CoreRules.FILTER_INTO_JOIN,
                            CoreRules.JOIN_CONDITION_PUSH,
                            CoreRules.FILTER_PROJECT_TRANSPOSE,
                            CoreRules.FILTER_AGGREGATE_TRANSPOSE,
                            CoreRules.FILTER_SET_OP_TRANSPOSE,
                            CoreRules.FILTER_MERGE,
                            CoreRules.JOIN_PUSH_TRANSITIVE_PREDICATES))
                    .build(),
            false,
            DefaultRelMetadataProvider.INSTANCE);

    @Override
    public RelNode run(
            RelOptPlanner planner,
            RelNode rel,
            RelTraitSet wanted,
            List<RelOptMaterialization> materializations,
            List<RelOptLattice> lattices) {
        return hasJoin(rel) ? RULES.run(planner, rel, wanted, materializations, lattices) : rel;
    }

    private static boolean hasJoin(RelNode rel) {
        boolean[] found = {false};
        rel.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode other) {
                found[0] |= other instanceof Join;
                return found[0] ? other : super.visit(other);
            }
        });
        return found[0];
    }
}
