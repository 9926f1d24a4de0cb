// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.mapping.Mapping;
import org.apache.calcite.util.mapping.MappingType;
import org.apache.calcite.util.mapping.Mappings;

/**
 * Says between an aggregate and a filtered scan which columns the aggregate uses, so that {@link ArrayElementsRule}
 * applies: {@code SELECT COUNT(*) … WHERE fields[3] = 'x'} has no projection of its own.
 */
final class AggregateInputRule extends RelRule<RuleConfig> {
    static RuleConfig config() {
        return RuleConfig.of("AggregateInputRule", AggregateInputRule::new)
                .on(b -> b.operand(LogicalAggregate.class)
                        .oneInput(f -> f.operand(Filter.class)
                                .oneInput(scan -> scan.operand(KeyedTableScan.class)
                                        .predicate(KeyedTableScan::isLogicalColumns)
                                        .noInputs())));
    }

    private AggregateInputRule(RuleConfig config) {
        super(config);
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
        Aggregate aggregate = call.rel(0);
        Filter filter = call.rel(1);
        int width = filter.getRowType().getFieldCount();
        ImmutableBitSet.Builder usedColumns = ImmutableBitSet.builder().addAll(aggregate.getGroupSet());
        aggregate.getAggCallList().forEach(aggCall -> {
            usedColumns.addAll(aggCall.getArgList());
            if (aggCall.filterArg >= 0) {
                usedColumns.set(aggCall.filterArg);
            }
            aggCall.collation.getFieldCollations().forEach(field -> usedColumns.set(field.getFieldIndex()));
        });
        ImmutableBitSet used = usedColumns.build();
        if (used.cardinality() == width) {
            return;
        }
        RelBuilder builder = call.builder().push(filter);
        List<RexNode> projects = new ArrayList<>(builder.fields(used));
        if (projects.isEmpty()) {
            // Rows without any column are more than Calcite's code generator expects.
            projects.add(builder.literal(true));
        }
        Mapping mapping = Mappings.create(MappingType.INVERSE_SURJECTION, width, projects.size());
        int place = 0;
        for (int column : used) {
            mapping.set(column, place++);
        }
        builder.project(projects, List.of(), true);
        call.transformTo(aggregate.copy(
                aggregate.getTraitSet(),
                builder.build(),
                Mappings.apply(mapping, aggregate.getGroupSet()),
                Mappings.apply2(mapping, aggregate.getGroupSets()),
                aggregate.getAggCallList().stream()
                        .map(aggCall -> aggCall.transform(mapping))
                        .toList()));
    }
}
