// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.function.Function;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableFilter;
import org.apache.calcite.adapter.enumerable.EnumerableProject;
import org.apache.calcite.adapter.enumerable.EnumerableSort;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.jspecify.annotations.Nullable;

/**
 * Makes an operator of {@link PlainQueries} one that has code. Calcite's rules of the same names do the same, but are to
 * be had only together with all others.
 */
final class PlainConversion extends ConverterRule {
    private final Function<RelNode, @Nullable RelNode> conversion;

    private PlainConversion(Config config, Function<RelNode, @Nullable RelNode> conversion) {
        super(config);
        this.conversion = conversion;
    }

    private static RelOptRule of(
            Class<? extends RelNode> type, String name, Function<RelNode, @Nullable RelNode> conversion) {
        return Config.INSTANCE
                .withConversion(type, Convention.NONE, EnumerableConvention.INSTANCE, name)
                .withRuleFactory(config -> new PlainConversion(config, conversion))
                .toRule(PlainConversion.class);
    }

    static RelOptRule ofProject() {
        return of(LogicalProject.class, "EnumerableProjectRule", rel -> {
            LogicalProject project = (LogicalProject) rel;
            return EnumerableProject.create(
                    enumerable(project.getInput()), project.getProjects(), project.getRowType());
        });
    }

    static RelOptRule ofFilter() {
        return of(LogicalFilter.class, "EnumerableFilterRule", rel -> {
            LogicalFilter filter = (LogicalFilter) rel;
            return new EnumerableFilter(
                    rel.getCluster(),
                    rel.getTraitSet().replace(EnumerableConvention.INSTANCE),
                    enumerable(filter.getInput()),
                    filter.getCondition());
        });
    }

    /** Without limits: those have rules of their own. */
    static RelOptRule ofSort() {
        return of(Sort.class, "EnumerableSortRule", rel -> {
            Sort sort = (Sort) rel;
            return sort.offset != null || sort.fetch != null
                    ? null
                    : EnumerableSort.create(enumerable(sort.getInput()), sort.getCollation(), null, null);
        });
    }

    private static RelNode enumerable(RelNode rel) {
        return convert(rel, rel.getTraitSet().replace(EnumerableConvention.INSTANCE));
    }

    @Override
    public @Nullable RelNode convert(RelNode rel) {
        return conversion.apply(rel);
    }
}
