// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.tools.RelBuilder;

/**
 * Lets a scan give {@code fields[3]} instead of all fields, where a query uses no more of the array than single
 * elements: the other fields of a record are then neither decoded nor made.
 */
final class ArrayElementsRule extends RelRule<RuleConfig> {
    private final boolean filtered;

    static RuleConfig ofProject() {
        return RuleConfig.of("ArrayElementsRule:project", config -> new ArrayElementsRule(config, false))
                .on(b -> b.operand(Project.class)
                        .oneInput(scan -> scan.operand(KeyedTableScan.class)
                                .predicate(ArrayElementsRule::isLogical)
                                .noInputs()));
    }

    static RuleConfig ofFilteredProject() {
        return RuleConfig.of("ArrayElementsRule:filter", config -> new ArrayElementsRule(config, true))
                .on(b -> b.operand(Project.class)
                        .oneInput(f -> f.operand(Filter.class)
                                .oneInput(scan -> scan.operand(KeyedTableScan.class)
                                        .predicate(ArrayElementsRule::isLogical)
                                        .noInputs())));
    }

    private ArrayElementsRule(RuleConfig config, boolean filtered) {
        super(config);
        this.filtered = filtered;
    }

    private static boolean isLogical(KeyedTableScan scan) {
        return !(scan instanceof EnumerableKeyedTableScan);
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
        Project project = call.rel(0);
        KeyedTableScan scan = call.rel(filtered ? 2 : 1);
        Narrowed narrowed = new Narrowed(scan);
        List<RexNode> projects = new ArrayList<>();
        for (RexNode expression : project.getProjects()) {
            projects.add(expression.accept(narrowed));
        }
        RexNode condition = filtered ? call.<Filter>rel(1).getCondition().accept(narrowed) : null;
        if (!narrowed.hasElements) {
            return;
        }
        RelBuilder builder = call.builder();
        RelNode input = narrowed.scan();
        if (condition != null) {
            Filter filter = call.rel(1);
            input = filter.copy(filter.getTraitSet(), input, condition);
        }
        call.transformTo(builder.push(input)
                .project(projects, project.getRowType().getFieldNames(), true)
                .build());
    }

    /** Collects what expressions use of a scan, and has them use it from the scan that gives only that. */
    private static final class Narrowed extends RexShuttle {
        private final KeyedTableScan wide;
        private final List<ScanColumn> columns = new ArrayList<>();
        private boolean hasElements;

        Narrowed(KeyedTableScan wide) {
            this.wide = wide;
        }

        KeyedTableScan scan() {
            return wide.withColumns(columns);
        }

        @Override
        public RexNode visitInputRef(RexInputRef reference) {
            return new RexInputRef(place(wide.columns.get(reference.getIndex())), reference.getType());
        }

        @Override
        public RexNode visitCall(RexCall call) {
            ScanColumn element = ScanColumn.of(call, wide.columns);
            if (element == null) {
                return super.visitCall(call);
            }
            hasElements = true;
            return new RexInputRef(place(element), call.getType());
        }

        private int place(ScanColumn column) {
            int place = columns.indexOf(column);
            if (place >= 0) {
                return place;
            }
            columns.add(column);
            return columns.size() - 1;
        }
    }
}
