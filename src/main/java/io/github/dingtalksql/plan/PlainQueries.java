// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableFilterToCalcRule;
import org.apache.calcite.adapter.enumerable.EnumerableLimitRule;
import org.apache.calcite.adapter.enumerable.EnumerableProjectToCalcRule;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.adapter.enumerable.EnumerableTableFunctionScanRule;
import org.apache.calcite.adapter.enumerable.EnumerableValuesRule;
import org.apache.calcite.plan.RelOptCostImpl;
import org.apache.calcite.plan.RelOptLattice;
import org.apache.calcite.plan.RelOptMaterialization;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.plan.volcano.AbstractConverter;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.logical.LogicalTableFunctionScan;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rel.rules.AggregateMergeRule;
import org.apache.calcite.rel.rules.AggregateProjectMergeRule;
import org.apache.calcite.rel.rules.AggregateProjectPullUpConstantsRule;
import org.apache.calcite.rel.rules.AggregateReduceFunctionsRule;
import org.apache.calcite.rel.rules.AggregateRemoveRule;
import org.apache.calcite.rel.rules.CalcMergeRule;
import org.apache.calcite.rel.rules.DateRangeRules;
import org.apache.calcite.rel.rules.FilterAggregateTransposeRule;
import org.apache.calcite.rel.rules.FilterMergeRule;
import org.apache.calcite.rel.rules.FilterProjectTransposeRule;
import org.apache.calcite.rel.rules.ProjectAggregateMergeRule;
import org.apache.calcite.rel.rules.ProjectFilterTransposeRule;
import org.apache.calcite.rel.rules.ProjectMergeRule;
import org.apache.calcite.rel.rules.ProjectRemoveRule;
import org.apache.calcite.rel.rules.PruneEmptyRules;
import org.apache.calcite.rel.rules.ReduceExpressionsRule.FilterReduceExpressionsRule.FilterReduceExpressionsRuleConfig;
import org.apache.calcite.rel.rules.SortProjectTransposeRule;
import org.apache.calcite.rel.rules.SortRemoveConstantKeysRule;
import org.apache.calcite.rel.rules.SortRemoveRule;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql2rel.RelFieldTrimmer;
import org.apache.calcite.tools.Program;

/**
 * From relational algebra to the cheapest plan, for queries that read one table or function without a join, a set
 * operation, a window or a sub-query. The plan is the same as that of {@link AnyQueries}, because all rules are here that
 * can apply to such a query; but the first query of a JVM is spared the classes of all others, which take longer to load
 * than the query to plan.
 *
 * <p>Names rules by their configurations: Calcite's lists of rules make all of them.
 */
final class PlainQueries implements Program {
    private static final RelOptRule BIND_KEYS = BindKeysRule.config().toRule();

    private static final List<RelOptRule> RULES = ImmutableList.of(
            AbstractConverter.ExpandConversionRule.INSTANCE,
            ProjectRemoveRule.Config.DEFAULT.toRule(),
            SortRemoveRule.Config.DEFAULT.toRule(),
            PruneEmptyRules.PROJECT_INSTANCE,
            PruneEmptyRules.FILTER_INSTANCE,
            PruneEmptyRules.SORT_INSTANCE,
            PruneEmptyRules.SORT_FETCH_ZERO_INSTANCE,
            FilterMergeRule.Config.DEFAULT.toRule(),
            DateRangeRules.FILTER_INSTANCE,
            ProjectMergeRule.Config.DEFAULT.toRule(),
            ProjectFilterTransposeRule.Config.DEFAULT.toRule(),
            FilterProjectTransposeRule.Config.DEFAULT.toRule(),
            SortProjectTransposeRule.Config.DEFAULT.toRule(),
            SortRemoveConstantKeysRule.Config.DEFAULT.toRule(),
            PlainConversion.ofProject(),
            PlainConversion.ofFilter(),
            PlainConversion.ofSort(),
            EnumerableLimitRule.Config.DEFAULT.toRule(),
            EnumerableValuesRule.DEFAULT_CONFIG.toRule(EnumerableValuesRule.class),
            EnumerableTableFunctionScanRule.DEFAULT_CONFIG.toRule(EnumerableTableFunctionScanRule.class),
            FilterReduceExpressionsRuleConfig.DEFAULT.toRule(),
            BIND_KEYS,
            ArrayElementsRule.ofProject().toRule(),
            ArrayElementsRule.ofFilteredProject().toRule(),
            EnumerableKeyedTableScanRule.CONFIG.toRule(EnumerableKeyedTableScanRule.class),
            EnumerableExactLimitRule.config().toRule());

    /** The rules of aggregates; in a class of their own so that they are made when there is one. */
    private static final class OfAggregates {
        private static final List<RelOptRule> RULES = ImmutableList.of(
                AggregateProjectPullUpConstantsRule.Config.ANY.toRule(),
                PruneEmptyRules.AGGREGATE_INSTANCE,
                AggregateRemoveRule.Config.DEFAULT.toRule(),
                ProjectAggregateMergeRule.Config.DEFAULT.toRule(),
                AggregateMergeRule.Config.DEFAULT.toRule(),
                AggregateProjectMergeRule.Config.DEFAULT.toRule(),
                AggregateReduceFunctionsRule.Config.DEFAULT.toRule(),
                FilterAggregateTransposeRule.Config.DEFAULT.toRule(),
                EnumerableRules.ENUMERABLE_AGGREGATE_RULE,
                AggregateInputRule.config().toRule());
    }

    /** What a plan's filters and projections become in the end, as in Calcite's own driver. */
    private static final HepProgram CALCULATIONS = HepProgram.builder()
            .addRuleInstance(EnumerableFilterToCalcRule.Config.DEFAULT.toRule())
            .addRuleInstance(EnumerableProjectToCalcRule.Config.DEFAULT.toRule())
            .addRuleInstance(CalcMergeRule.Config.DEFAULT.toRule())
            .build();

    /** Whether {@code rel} is one of these queries. */
    static boolean include(RelNode rel) {
        return isPlain(rel) && rel.getInputs().stream().allMatch(PlainQueries::include);
    }

    private static boolean isPlain(RelNode rel) {
        if (rel instanceof LogicalProject project) {
            return project.getVariablesSet().isEmpty()
                    && project.getProjects().stream().allMatch(PlainQueries::isPlain);
        }
        if (rel instanceof LogicalFilter filter) {
            return filter.getVariablesSet().isEmpty() && isPlain(filter.getCondition());
        }
        if (rel instanceof LogicalTableFunctionScan scan) {
            return isPlain(scan.getCall());
        }
        if (rel instanceof LogicalAggregate aggregate) {
            return aggregate.getGroupType() == LogicalAggregate.Group.SIMPLE
                    && aggregate.getAggCallList().stream()
                            .noneMatch(call -> call.isDistinct() || call.distinctKeys != null);
        }
        return rel instanceof LogicalSort || rel instanceof LogicalValues || rel instanceof KeyedTableScan;
    }

    private static boolean isPlain(RexNode expression) {
        return !RexOver.containsOver(expression)
                && !RexUtil.containsCorrelation(expression)
                && RexUtil.SubQueryFinder.find(expression) == null;
    }

    /** Whether a planner has these rules, and so no need of others. */
    static boolean arePlannedBy(RelOptPlanner planner) {
        return planner.getRules().contains(BIND_KEYS);
    }

    @Override
    public RelNode run(
            RelOptPlanner planner,
            RelNode rel,
            RelTraitSet wanted,
            List<RelOptMaterialization> materializations,
            List<RelOptLattice> lattices) {
        RULES.forEach(planner::addRule);
        if (hasAggregate(rel)) {
            OfAggregates.RULES.forEach(planner::addRule);
        }
        RelNode changed = rel.accept(new WideSums()).accept(new ArrayIndexes()).accept(new RandomConditions());
        RelNode trimmed =
                new RelFieldTrimmer(null, RelFactories.LOGICAL_BUILDER.create(rel.getCluster(), null)).trim(changed);
        planner.setRoot(trimmed);
        planner.setRoot(trimmed.getTraitSet().equals(wanted) ? trimmed : planner.changeTraits(trimmed, wanted));
        HepPlanner calculations = new HepPlanner(CALCULATIONS, null, true, null, RelOptCostImpl.FACTORY);
        calculations.setRoot(planner.findBestExp());
        return calculations.findBestExp();
    }

    private static boolean hasAggregate(RelNode rel) {
        return rel instanceof LogicalAggregate || rel.getInputs().stream().anyMatch(PlainQueries::hasAggregate);
    }
}
