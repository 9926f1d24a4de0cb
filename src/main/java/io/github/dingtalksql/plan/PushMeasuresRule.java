// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rex.RexNode;

/**
 * Has a scan give the result of an aggregate over all of its rows. Not where files that fail are skipped: the rows before
 * the failure count then, and the warning says how many they were.
 */
final class PushMeasuresRule extends RelRule<RuleConfig> {
    private final boolean projected;

    static RuleConfig ofScan() {
        return RuleConfig.of("PushMeasuresRule:scan", config -> new PushMeasuresRule(config, false))
                .on(b -> b.operand(LogicalAggregate.class)
                        .predicate(PushMeasuresRule::isOverAll)
                        .oneInput(scan -> scan.operand(KeyedTableScan.class)
                                .predicate(PushMeasuresRule::isPossible)
                                .noInputs()));
    }

    static RuleConfig ofProject() {
        return RuleConfig.of("PushMeasuresRule:project", config -> new PushMeasuresRule(config, true))
                .on(b -> b.operand(LogicalAggregate.class)
                        .predicate(PushMeasuresRule::isOverAll)
                        .oneInput(project -> project.operand(Project.class)
                                .oneInput(scan -> scan.operand(KeyedTableScan.class)
                                        .predicate(PushMeasuresRule::isPossible)
                                        .noInputs())));
    }

    private PushMeasuresRule(RuleConfig config, boolean projected) {
        super(config);
        this.projected = projected;
    }

    private static boolean isOverAll(Aggregate aggregate) {
        return aggregate.getGroupType() == Aggregate.Group.SIMPLE
                && aggregate.getGroupSet().isEmpty()
                && !aggregate.getAggCallList().isEmpty();
    }

    private static boolean isPossible(KeyedTableScan scan) {
        return scan.isLogicalRows()
                && scan.keyedTable.hasFields()
                && !scan.keyedTable.fanOut().skipFailures();
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
        Aggregate aggregate = call.rel(0);
        KeyedTableScan scan = call.rel(projected ? 2 : 1);
        List<? extends RexNode> inputs = projected
                ? call.<Project>rel(1).getProjects()
                : call.builder().push(scan).fields();
        List<Measure> measures = new ArrayList<>();
        for (AggregateCall aggCall : aggregate.getAggCallList()) {
            Optional<Measure> measure = Measure.of(aggCall, inputs, scan);
            if (measure.isEmpty()) {
                return;
            }
            measures.add(measure.get());
        }
        call.transformTo(scan.with(scan.work.measuring(measures)));
    }
}
