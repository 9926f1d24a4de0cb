// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rex.RexNode;

/**
 * Takes the conditions of a filter that bind keys into the scan below it, and leaves the rest of them above. Bounds
 * and tests stay above as well: they only narrow the reading.
 */
final class BindKeysRule extends RelRule<RuleConfig> {
    static RuleConfig config() {
        return RuleConfig.of("BindKeysRule", BindKeysRule::new)
                .on(b -> b.operand(Filter.class)
                        .oneInput(c -> c.operand(KeyedTableScan.class)
                                .predicate(scan -> !(scan instanceof EnumerableKeyedTableScan))
                                .noInputs()));
    }

    private BindKeysRule(RuleConfig config) {
        super(config);
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
        Filter filter = call.rel(0);
        KeyedTableScan scan = call.rel(1);
        KeyTermExtractor extractor = new KeyTermExtractor(
                scan.keyedTable, scan.columns, scan.getCluster().getRexBuilder());
        KeyBindings bindings = scan.bindings;
        List<RexNode> rest = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
            Optional<KeyTermExtractor.Extract> extract = extractor.extract(conjunct);
            KeyBindings before = bindings;
            Optional<KeyBindings> both = extract.flatMap(e -> before.and(e.bindings()));
            bindings = both.orElse(before);
            if (both.isEmpty() || !extract.get().exact()) {
                rest.add(conjunct);
            }
        }
        bindings = extractor.shared(bindings, rest);
        ImmutableList<ColumnTest> tests = scan.tests;
        if (scan.keyedTable.takesTests()) {
            Set<ColumnTest> all = new LinkedHashSet<>(tests);
            all.addAll(ColumnTest.of(rest, scan));
            tests = ImmutableList.copyOf(all);
        }
        if (!bindings.equals(scan.bindings) || !tests.equals(scan.tests)) {
            call.transformTo(
                    call.builder().push(scan.with(bindings, tests)).filter(rest).build());
        }
    }
}
