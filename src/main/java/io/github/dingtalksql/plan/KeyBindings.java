// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.ImmutableList;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexNode;

/**
 * What a plan has bound so far for one scan: alternatives ({@code OR}), each with comparisons that hold together. No
 * alternatives at all cannot be; a scan without any comparison has the one empty alternative.
 */
record KeyBindings(ImmutableList<KeyBinding> alternatives) {
    static final KeyBindings NONE = new KeyBindings(ImmutableList.of(KeyBinding.NONE));
    /** More alternatives than this are not multiplied out: the condition is then evaluated on the rows instead. */
    private static final int MAX_ALTERNATIVES = 100_000;

    /** One alternative: all terms hold together. */
    static KeyBindings of(List<KeyTerm> terms) {
        return new KeyBindings(ImmutableList.of(new KeyBinding(ImmutableList.copyOf(terms))));
    }

    /** Both conditions together; empty if that gives too many alternatives. */
    Optional<KeyBindings> and(KeyBindings other) {
        if ((long) alternatives.size() * other.alternatives.size() > MAX_ALTERNATIVES) {
            return Optional.empty();
        }
        Set<KeyBinding> product = new LinkedHashSet<>();
        for (KeyBinding mine : alternatives) {
            for (KeyBinding its : other.alternatives) {
                product.add(mine.and(its));
            }
        }
        return Optional.of(new KeyBindings(ImmutableList.copyOf(product)));
    }

    KeyBindings or(KeyBindings other) {
        Set<KeyBinding> all = new LinkedHashSet<>(alternatives);
        all.addAll(other.alternatives);
        return new KeyBindings(ImmutableList.copyOf(all));
    }

    KeyBindings map(UnaryOperator<RexNode> change) {
        return new KeyBindings(alternatives.stream()
                .map(alternative -> alternative.map(change))
                .collect(ImmutableList.toImmutableList()));
    }

    /** Names of the required columns that some alternative does not bind, in the table's order. */
    List<String> missing(KeyedTable table) {
        List<String> names = new ArrayList<>();
        for (int column = 0; column < table.columns().size(); column++) {
            int position = column;
            if (table.columns().get(column).role() == KeyRole.REQUIRED
                    && !alternatives.stream().allMatch(alternative -> alternative.binds(position))) {
                names.add(table.columns().get(column).name());
            }
        }
        return names;
    }

    /** @throws DingTalkException {@link ErrorCode#MISSING_KEYS} if a required key is not bound */
    void requireKeys(KeyedTable table) {
        List<String> missing = missing(table);
        if (missing.isEmpty()) {
            return;
        }
        String names = String.join(" and ", missing);
        throw new DingTalkException(
                ErrorCode.MISSING_KEYS,
                "Table " + table.name() + " cannot be read without a value for " + names + ". Give "
                        + (missing.size() == 1 ? "it" : "them")
                        + " by =, IN or a join (conditions under NOT, <>, LIKE or an OR that leaves a key open do not"
                        + " count), for example: " + table.exampleQuery());
    }

    /** How many calls the scan makes at most, for {@code EXPLAIN}; an answer that is still valid costs none. */
    String calls() {
        String most = "at most " + alternatives.size();
        Set<CorrelationId> outer = new LinkedHashSet<>();
        map(value -> value.accept(new CorrelationIds(outer)));
        return outer.isEmpty()
                ? most
                : most + " for each row of "
                        + outer.stream().map(CorrelationId::getName).collect(Collectors.joining(" and "));
    }

    String explain(KeyedTable table) {
        if (alternatives.size() <= 3) {
            return alternatives.stream().map(a -> a.explain(table)).collect(Collectors.joining(" OR "));
        }
        return alternatives.get(0).explain(table) + " OR … (" + alternatives.size() + " alternatives)";
    }
}
