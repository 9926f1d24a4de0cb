// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/**
 * Has a scan evaluate the conditions of a filter that it can evaluate on bytes. None that stands behind one which may
 * fail: that one shall see the same rows as before.
 */
final class PushTestsRule extends RelRule<RuleConfig> {
    private static final Set<SqlKind> HARMLESS = EnumSet.of(
            SqlKind.AND,
            SqlKind.OR,
            SqlKind.NOT,
            SqlKind.EQUALS,
            SqlKind.NOT_EQUALS,
            SqlKind.LESS_THAN,
            SqlKind.LESS_THAN_OR_EQUAL,
            SqlKind.GREATER_THAN,
            SqlKind.GREATER_THAN_OR_EQUAL,
            SqlKind.IS_NULL,
            SqlKind.IS_NOT_NULL,
            SqlKind.SEARCH);

    static RuleConfig config() {
        return RuleConfig.of("PushTestsRule", PushTestsRule::new)
                .on(b -> b.operand(Filter.class)
                        .oneInput(c -> c.operand(KeyedTableScan.class)
                                .predicate(KeyedTableScan::isLogicalRows)
                                .noInputs()));
    }

    private PushTestsRule(RuleConfig config) {
        super(config);
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
        Filter filter = call.rel(0);
        KeyedTableScan scan = call.rel(1);
        List<TextTest> tests = new ArrayList<>();
        List<RexNode> rest = new ArrayList<>();
        boolean mayFail = false;
        for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
            Optional<TextTest> test = mayFail ? Optional.empty() : TextTest.of(conjunct, scan);
            test.ifPresent(tests::add);
            if (test.isEmpty()) {
                rest.add(conjunct);
                mayFail = mayFail || !isHarmless(conjunct);
            }
        }
        if (!tests.isEmpty()) {
            call.transformTo(call.builder()
                    .push(scan.with(scan.work.with(tests)))
                    .filter(rest)
                    .build());
        }
    }

    private static boolean isHarmless(RexNode node) {
        if (node instanceof RexCall call) {
            return HARMLESS.contains(call.getKind())
                    && call.getOperands().stream().allMatch(PushTestsRule::isHarmless);
        }
        return node instanceof RexInputRef || node instanceof RexLiteral || node instanceof RexDynamicParam;
    }
}
