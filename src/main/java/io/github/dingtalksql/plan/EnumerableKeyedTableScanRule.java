// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterRule;

/** Makes a {@link KeyedTableScan} one that can run. */
final class EnumerableKeyedTableScanRule extends ConverterRule {
    static final Config CONFIG = Config.INSTANCE
            .withConversion(
                    KeyedTableScan.class,
                    scan -> !(scan instanceof EnumerableKeyedTableScan),
                    Convention.NONE,
                    EnumerableConvention.INSTANCE,
                    "EnumerableKeyedTableScanRule")
            .withRuleFactory(EnumerableKeyedTableScanRule::new);

    private EnumerableKeyedTableScanRule(Config config) {
        super(config);
    }

    @Override
    public RelNode convert(RelNode rel) {
        return new EnumerableKeyedTableScan((KeyedTableScan) rel);
    }
}
