// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.List;
import org.apache.calcite.plan.RelOptLattice;
import org.apache.calcite.plan.RelOptMaterialization;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.tools.Program;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Puts the inputs of inner joins in an order in which keys are known when they are needed, however the query names its
 * tables. The search for the cheapest plan turns joins round as well, but reaches only half of the orders of four
 * tables. Joins whose order is good stay as they are, and so does what no order makes readable.
 */
final class KeyOrder implements Program {
    @Override
    public RelNode run(
            RelOptPlanner planner,
            RelNode rel,
            RelTraitSet wanted,
            List<RelOptMaterialization> materializations,
            List<RelOptLattice> lattices) {
        RelNode ordered = new ReadableForms().of(rel, ImmutableBitSet.of()).rel();
        return ordered == rel ? rel : new KeyPropagation().run(planner, ordered, wanted, materializations, lattices);
    }
}
