// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.calcite.adapter.enumerable.RexToLixTranslator;
import org.apache.calcite.linq4j.function.Function0;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.rex.RexNode;

/**
 * The values of a scan that are no literals, each once, and the code that evaluates them. A method of Java holds 64 KiB
 * of code, so that many values are evaluated by several.
 */
final class ComputedValues {
    private static final int VALUES_PER_METHOD = 100;

    private final Map<RexNode, Integer> positions = new LinkedHashMap<>();

    /** The position of a value in the array that the code makes. */
    int position(RexNode value) {
        Integer known = positions.putIfAbsent(value, positions.size());
        return known == null ? positions.size() - 1 : known;
    }

    /** An expression of type {@code Object[]}. */
    Expression code(BlockBuilder builder, Function<BlockBuilder, RexToLixTranslator> translators) {
        List<RexNode> values = List.copyOf(positions.keySet());
        if (values.size() <= VALUES_PER_METHOD) {
            return array(values, translators.apply(builder));
        }
        List<Expression> parts = new ArrayList<>();
        for (List<RexNode> part : Lists.partition(values, VALUES_PER_METHOD)) {
            BlockBuilder body = new BlockBuilder();
            body.add(Expressions.return_(null, array(part, translators.apply(body))));
            parts.add(Expressions.lambda(body.toBlock()));
        }
        return Expressions.call(KeyedScanPlan.class, "together", Expressions.newArrayInit(Function0.class, parts));
    }

    private static Expression array(List<RexNode> values, RexToLixTranslator translator) {
        return Expressions.newArrayInit(
                Object.class, Lists.transform(translator.translateList(values), Expressions::box));
    }
}
