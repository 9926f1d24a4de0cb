// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.plan.FanOut;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.KeyedTable;
import io.github.dingtalksql.plan.RowSource;
import io.github.dingtalksql.plan.ScanRequest;
import io.github.dingtalksql.plan.TupleCalls;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A table whose rows a listing gives.
 *
 * @param <T> what a row shows
 */
final class ListingTable<T> extends KeyedTable {
    /** Begins a listing; called when the first row is wanted. */
    @FunctionalInterface
    interface Opener<T> {
        /** @param keys after {@link KeyedTable#normalized} */
        Opened<T> open(KeyValues keys, Execution execution);
    }

    /** @param keys what the key columns show */
    record Opened<T>(Iterator<T> rows, KeyValues keys) {}

    private final List<ListColumn<T>> columns;
    private final List<List<String>> keySets;
    private final String example;
    private final UnaryOperator<KeyValues> normalizer;
    private final Opener<T> opener;
    private final TupleCalls calls;

    /** @param calls what reading one tuple costs */
    ListingTable(
            String name,
            String remarks,
            List<ListColumn<T>> columns,
            List<List<String>> keySets,
            String example,
            TupleCalls calls,
            FanOut fanOut,
            UnaryOperator<KeyValues> normalizer,
            Opener<T> opener) {
        super(name, remarks, columns.stream().map(ListColumn::column).toList(), fanOut);
        this.columns = List.copyOf(columns);
        this.keySets = keySets;
        this.example = example;
        this.normalizer = normalizer;
        this.opener = opener;
        this.calls = calls;
    }

    @Override
    public List<List<String>> keySets() {
        return keySets;
    }

    @Override
    public KeyValues normalized(KeyValues keys) {
        return normalizer.apply(keys);
    }

    @Override
    protected TupleCalls calls(Predicate<String> isBound) {
        return calls;
    }

    @Override
    public String exampleQuery() {
        return example;
    }

    @Override
    public RowSource open(ScanRequest request) {
        return new LazyRows(() -> {
            Opened<T> opened = opener.open(request.keys(), request.execution());
            return new ListedRows<>(opened.rows(), opened.keys(), columns, request.columns(), request.execution());
        });
    }
}
