// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.ImmutableList;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexNode;

/**
 * What a plan has bound so far for one scan: alternatives ({@code OR}), each with comparisons that hold together. No
 * alternatives at all cannot be; a scan without any comparison has the one empty alternative.
 */
record KeyBindings(ImmutableList<KeyBinding> alternatives) {
    private static final double BOUND_SELECTIVITY = 0.9;

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

    /** At least one of some conditions; all at once, since a list may have thousands. */
    static KeyBindings anyOf(List<KeyBindings> conditions) {
        return new KeyBindings(conditions.stream()
                .flatMap(condition -> condition.alternatives.stream())
                .distinct()
                .collect(ImmutableList.toImmutableList()));
    }

    /** Alternatives that bind one key and not the other get the one's value for the other. */
    KeyBindings withSame(int bound, int open) {
        return new KeyBindings(alternatives.stream()
                .map(alternative -> alternative.withSame(bound, open))
                .collect(ImmutableList.toImmutableList()));
    }

    /** The same with null leaving a key to its default. */
    KeyBindings asArguments() {
        return new KeyBindings(alternatives.stream()
                .map(alternative -> new KeyBinding(alternative.terms().stream()
                        .map(term -> new KeyTerm(term.column(), KeyTerm.Op.ARG, term.value()))
                        .collect(ImmutableList.toImmutableList())))
                .collect(ImmutableList.toImmutableList()));
    }

    KeyBindings map(UnaryOperator<RexNode> change) {
        return new KeyBindings(alternatives.stream()
                .map(alternative -> alternative.map(change))
                .collect(ImmutableList.toImmutableList()));
    }

    /**
     * For each key set of the table, the columns that are still open; empty if every alternative binds all of one set.
     */
    List<List<String>> missing(KeyedTable table) {
        List<List<String>> keySets = table.keySets();
        List<KeyBinding> open = alternatives.stream()
                .filter(alternative -> keySets.stream()
                        .noneMatch(set -> open(table, set, alternative).isEmpty()))
                .toList();
        if (open.isEmpty()) {
            return List.of();
        }
        return keySets.stream()
                .map(set -> set.stream()
                        .filter(column ->
                                open.stream().anyMatch(alternative -> !alternative.binds(table.position(column))))
                        .toList())
                .toList();
    }

    /** Whether every alternative binds all of one key set of the table, were some more columns bound. */
    boolean areComplete(KeyedTable table, IntPredicate alsoBound) {
        return alternatives.stream()
                .allMatch(alternative -> table.keySets().stream()
                        .anyMatch(set -> set.stream()
                                .mapToInt(table::position)
                                .allMatch(column -> alternative.binds(column) || alsoBound.test(column))));
    }

    /** How far this is from a set of keys: the columns that the nearest set lacks, and a little for all other sets. */
    double distance(KeyedTable table) {
        List<List<String>> missing = missing(table);
        int nearest = missing.stream().mapToInt(List::size).min().orElse(0);
        int all = missing.stream().mapToInt(List::size).sum();
        return nearest + all / 1000.0;
    }

    /**
     * The number of alternatives, each counted less for every optional key that it binds, and a little less for every
     * bound: a scan that knows it must look cheaper than one that reads everything below a filter.
     */
    double weight(KeyedTable table, double selectivity) {
        double weight = 0;
        for (KeyBinding alternative : alternatives) {
            long bound = IntStream.range(0, table.columns().size())
                    .filter(column -> table.columns().get(column).role() == KeyRole.OPTIONAL
                            || table.columns().get(column).role() == KeyRole.NARROWING)
                    .filter(alternative::binds)
                    .count();
            long bounds = alternative.terms().stream()
                    .filter(term -> table.columns().get(term.column()).role() == KeyRole.RANGE)
                    .count();
            weight += Math.pow(selectivity, bound) * Math.pow(BOUND_SELECTIVITY, bounds);
        }
        return weight;
    }

    private static List<String> open(KeyedTable table, List<String> set, KeyBinding alternative) {
        return set.stream()
                .filter(column -> !alternative.binds(table.position(column)))
                .toList();
    }

    /** @throws DingTalkException {@link ErrorCode#MISSING_KEYS} if no set of required keys is bound */
    void requireKeys(KeyedTable table) {
        Optional<DingTalkException> failure = failure(table);
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** {@link ErrorCode#MISSING_KEYS} if no set of required keys is bound. */
    Optional<DingTalkException> failure(KeyedTable table) {
        List<List<String>> missing = missing(table);
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String names = missing.stream().map(set -> String.join(" and ", set)).collect(Collectors.joining(", or for "));
        boolean single = missing.stream().allMatch(set -> set.size() == 1);
        return Optional.of(new DingTalkException(
                ErrorCode.MISSING_KEYS,
                "Table " + table.name() + " cannot be read without a value for " + names + ". Give "
                        + (single ? "it" : "them")
                        + " by =, IN or a join (conditions under NOT, <>, LIKE or an OR that leaves a key open do not"
                        + " count), for example: " + table.exampleQuery()));
    }

    /** How many calls the scan makes, for {@code EXPLAIN}; an answer that is still valid costs none. */
    String calls(KeyedTable table) {
        int number = 0;
        int pageSize = 0;
        for (KeyBinding alternative : alternatives) {
            TupleCalls calls = table.calls(key -> alternative.binds(table.position(key)));
            number += calls.number();
            pageSize = Math.max(pageSize, calls.pageSize());
        }
        String most = pageSize == 0 ? "at most " + number : number + ", and 1 for each further page of " + pageSize;
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
