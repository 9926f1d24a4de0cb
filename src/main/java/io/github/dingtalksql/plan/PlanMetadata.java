// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.calcite.adapter.enumerable.EnumerableLimit;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.volcano.RelSubset;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollationTraitDef;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Calc;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.metadata.CyclicMetadataException;
import org.apache.calcite.rel.metadata.DelegatingMetadataRel;
import org.apache.calcite.rel.metadata.RelMdCollation;
import org.apache.calcite.rel.metadata.RelMdUtil;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * What the planner asks about plans, answered at once where that takes no more than Calcite's own formula for the
 * operator. Calcite writes and compiles a class for each question that is asked first; the first query of a JVM would
 * wait for five of them. The answers are the same. Not thread-safe, as its base is not.
 */
final class PlanMetadata extends RelMetadataQuery {
    /** Names an answer in the table of known ones. */
    private enum Asked {
        COST,
        ROWS
    }

    private enum Mark {
        /** The answer is being looked for: who asks now is part of the answer. */
        LOOKED_FOR,
        NULL
    }

    @Override
    public @Nullable RelOptCost getNonCumulativeCost(RelNode asked) {
        RelNode rel = plain(asked);
        return (RelOptCost) known(
                rel, Asked.COST, () -> rel.computeSelfCost(rel.getCluster().getPlanner(), this));
    }

    @Override
    public Double getRowCount(RelNode asked) {
        RelNode rel = plain(asked);
        Supplier<@Nullable Double> formula = rows(rel);
        return formula == null ? super.getRowCount(rel) : valid((Double) known(rel, Asked.ROWS, formula));
    }

    private static Double valid(@Nullable Double rows) {
        return Objects.requireNonNull(RelMdUtil.validateResult(Objects.requireNonNull(rows, "rows")));
    }

    private @Nullable Supplier<@Nullable Double> rows(RelNode rel) {
        if (rel instanceof RelSubset subset) {
            return () -> getRowCount(subset.stripped());
        }
        if (rel instanceof KeyedTableScan scan) {
            return () -> scan.estimateRowCount(this);
        }
        if (rel instanceof Filter filter) {
            return () -> RelMdUtil.estimateFilteredRows(filter.getInput(), filter.getCondition(), this);
        }
        if (rel instanceof Calc calc) {
            return () -> RelMdUtil.estimateFilteredRows(calc.getInput(), calc.getProgram(), this);
        }
        if (rel instanceof Project project) {
            return () -> getRowCount(project.getInput());
        }
        if (rel instanceof Sort sort) {
            return () -> limited(getRowCount(sort.getInput()), sort.offset, sort.fetch);
        }
        return rel instanceof EnumerableLimit limit
                ? () -> limited(getRowCount(limit.getInput()), limit.offset, limit.fetch)
                : null;
    }

    private static double limited(double rows, @Nullable RexNode offset, @Nullable RexNode fetch) {
        double left = Math.max(rows - RelMdUtil.literalValueApproximatedByDouble(offset, 0), 0);
        return Math.min(left, RelMdUtil.literalValueApproximatedByDouble(fetch, left));
    }

    @Override
    public @Nullable Double getSelectivity(RelNode asked, @Nullable RexNode predicate) {
        RelNode rel = plain(asked);
        return rel instanceof RelSubset || rel instanceof KeyedTableScan
                ? RelMdUtil.guessSelectivity(predicate)
                : super.getSelectivity(rel, predicate);
    }

    @Override
    public RelOptPredicateList getPulledUpPredicates(RelNode asked) {
        RelNode rel = plain(asked);
        RelNode what = rel instanceof RelSubset subset ? subset.stripped() : rel;
        if (what instanceof Sort sort) {
            return getPulledUpPredicates(sort.getInput());
        }
        return what instanceof KeyedTableScan || what instanceof EnumerableLimit
                ? RelOptPredicateList.EMPTY
                : super.getPulledUpPredicates(rel);
    }

    @Override
    public @Nullable ImmutableList<RelCollation> collations(RelNode asked) {
        RelNode rel = plain(asked);
        if (rel instanceof KeyedTableScan scan) {
            return copied(scan.getTable().getCollationList());
        }
        if (rel instanceof RelSubset) {
            return copied(rel.getTraitSet().getTraits(RelCollationTraitDef.INSTANCE));
        }
        if (rel instanceof Filter || rel instanceof EnumerableLimit) {
            return collations(rel.getInput(0));
        }
        if (rel instanceof Sort sort) {
            return ImmutableList.of(sort.getCollation());
        }
        if (rel instanceof Project project) {
            return copied(RelMdCollation.project(this, project.getInput(), project.getProjects()));
        }
        if (rel instanceof Calc calc) {
            return copied(RelMdCollation.calc(this, calc.getInput(), calc.getProgram()));
        }
        return super.collations(rel);
    }

    private static @Nullable ImmutableList<RelCollation> copied(@Nullable List<RelCollation> collations) {
        return collations == null ? null : ImmutableList.copyOf(collations);
    }

    /** As the classes that Calcite writes begin: some operators only stand for another one. */
    private static RelNode plain(RelNode rel) {
        RelNode plain = rel;
        while (plain instanceof DelegatingMetadataRel standIn) {
            plain = standIn.getMetadataDelegateRel();
        }
        return plain;
    }

    private @Nullable Object known(RelNode rel, Asked key, Supplier<?> formula) {
        Object known = map.get(rel, key);
        if (known == Mark.LOOKED_FOR) {
            throw new CyclicMetadataException();
        }
        if (known != null) {
            return known == Mark.NULL ? null : known;
        }
        map.put(rel, key, Mark.LOOKED_FOR);
        try {
            Object found = formula.get();
            map.put(rel, key, found == null ? Mark.NULL : found);
            return found;
        } catch (RuntimeException e) {
            map.row(rel).clear();
            throw e;
        }
    }
}
