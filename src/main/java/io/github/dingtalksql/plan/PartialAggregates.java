// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.plan.ScanColumn.Decimal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates of some of a scan's rows, which a plan aggregates further: a table that {@link KeyedTable#sumsUp sums up} gives
 * them instead of the rows, for as many rows at a time as it likes, but at least one. Thread-safe.
 */
public final class PartialAggregates {
    private final ScanAggregate[] aggregates;
    /** For each the first one that is of the same value. */
    private final int[] sameAs;

    private final RoundingMode rounding;

    /** @param rounding of casts to DECIMAL */
    PartialAggregates(List<ScanAggregate> aggregates, RoundingMode rounding) {
        this.aggregates = aggregates.toArray(ScanAggregate[]::new);
        this.sameAs = IntStream.range(0, aggregates.size())
                .map(i -> IntStream.rangeClosed(0, i)
                        .filter(first -> aggregates.get(first).isOfSameValue(aggregates.get(i)))
                        .findFirst()
                        .orElse(i))
                .toArray();
        this.rounding = rounding;
    }

    /** Their names, of columns of such names. */
    List<String> explain(List<String> columns) {
        return Arrays.stream(aggregates)
                .map(aggregate -> aggregate.explain(columns))
                .toList();
    }

    /** Those of a single row. A text that is to be cast is given as it is, so that the cast fails where rows are named. */
    public @Nullable Object[] ofOne(@Nullable Object[] row) {
        @Nullable Object[] values = new @Nullable Object[aggregates.length];
        for (int i = 0; i < values.length; i++) {
            ScanAggregate aggregate = aggregates[i];
            values[i] = aggregate.kind() == ScanAggregate.Kind.COUNT
                    ? (Integer) (aggregate.place() == ScanAggregate.ROWS || row[aggregate.place()] != null ? 1 : 0)
                    : row[aggregate.place()];
        }
        return values;
    }

    /** Those of no rows, to add rows to. */
    public Part begin() {
        return new Part();
    }

    /** Aggregates of the rows that were added. Not thread-safe. */
    public final class Part {
        private final int[] counts = new int[aggregates.length];
        private final @Nullable Object[] values = new @Nullable Object[aggregates.length];
        private final @Nullable Object[] added = new @Nullable Object[aggregates.length];

        private Part() {}

        /**
         * Adds a row, which it does not keep.
         *
         * @throws RuntimeException if a text cannot be cast; then the row is not added
         */
        public void add(@Nullable Object[] row) {
            for (int i = 0; i < added.length; i++) {
                added[i] = sameAs[i] < i ? added[sameAs[i]] : value(aggregates[i], row);
            }
            for (int i = 0; i < added.length; i++) {
                Object value = added[i];
                if (aggregates[i].kind() == ScanAggregate.Kind.COUNT) {
                    counts[i] += value != null || aggregates[i].place() == ScanAggregate.ROWS ? 1 : 0;
                } else if (value != null) {
                    Object before = values[i];
                    values[i] = before == null ? value : together(aggregates[i].kind(), before, value);
                }
            }
        }

        private @Nullable Object value(ScanAggregate aggregate, @Nullable Object[] row) {
            Object value = aggregate.place() == ScanAggregate.ROWS ? null : row[aggregate.place()];
            Decimal decimal = aggregate.decimal();
            return value == null || decimal == null
                    ? value
                    : DecimalTexts.castIfText(value, decimal.precision(), decimal.scale(), rounding);
        }

        /** A new array. */
        public @Nullable Object[] row() {
            @Nullable Object[] row = values.clone();
            for (int i = 0; i < row.length; i++) {
                if (aggregates[i].kind() == ScanAggregate.Kind.COUNT) {
                    row[i] = counts[i];
                }
            }
            return row;
        }
    }

    private static Object together(ScanAggregate.Kind kind, Object before, Object value) {
        return switch (kind) {
            case SUM -> ((BigDecimal) before).add((BigDecimal) value);
            case MIN -> compare(before, value) > 0 ? value : before;
            case MAX -> compare(before, value) < 0 ? value : before;
            case COUNT -> throw new IllegalArgumentException("counts are numbers");
        };
    }

    /** Both are of one column. */
    @SuppressWarnings("unchecked")
    private static int compare(Object one, Object other) {
        return ((Comparable<Object>) one).compareTo(other);
    }
}
