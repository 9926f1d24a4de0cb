// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableCorrelate;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.volcano.RelSubset;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.logical.LogicalCorrelate;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.sql.validate.SqlUserDefinedTableFunction;
import org.jspecify.annotations.Nullable;

/** Makes a correlation whose right side reads files or makes calls one that starts several of them at once. */
final class EnumerableKeyedCorrelateRule extends ConverterRule {
    static final Config CONFIG = Config.INSTANCE
            .withConversion(
                    LogicalCorrelate.class,
                    Convention.NONE,
                    EnumerableConvention.INSTANCE,
                    "EnumerableKeyedCorrelateRule")
            .withRuleFactory(EnumerableKeyedCorrelateRule::new);

    private EnumerableKeyedCorrelateRule(Config config) {
        super(config);
    }

    @Override
    public @Nullable RelNode convert(RelNode rel) {
        LogicalCorrelate correlate = (LogicalCorrelate) rel;
        FanOut fanOut = fanOut(correlate.getRight());
        if (fanOut == null || correlate.getJoinType() == JoinRelType.LEFT_MARK) {
            return null;
        }
        return EnumerableKeyedCorrelate.of(
                EnumerableCorrelate.create(
                        enumerable(correlate.getLeft()),
                        enumerable(correlate.getRight()),
                        correlate.getCorrelationId(),
                        correlate.getRequiredColumns(),
                        correlate.getJoinType()),
                fanOut);
    }

    private static RelNode enumerable(RelNode rel) {
        return convert(rel, rel.getTraitSet().replace(EnumerableConvention.INSTANCE));
    }

    /** That of the first table or function of ours below; null if there is none. */
    private static @Nullable FanOut fanOut(RelNode rel) {
        RelNode node = rel instanceof RelSubset subset ? subset.getOriginal() : rel.stripped();
        if (node == null) {
            return null;
        }
        RelOptTable table = node.getTable();
        if (table != null) {
            KeyedTable keyed = table.unwrap(KeyedTable.class);
            return keyed == null ? null : keyed.fanOut();
        }
        if (node instanceof TableFunctionScan scan
                && scan.getCall() instanceof RexCall call
                && call.getOperator() instanceof SqlUserDefinedTableFunction operator
                && operator.getFunction() instanceof KeyedFunction keyed) {
            return keyed.fanOut();
        }
        for (RelNode input : node.getInputs()) {
            FanOut found = fanOut(input);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
