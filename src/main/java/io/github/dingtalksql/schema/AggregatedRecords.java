// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.content.RecordFold;
import io.github.dingtalksql.plan.PartialAggregates;
import org.jspecify.annotations.Nullable;

/** Aggregates of rows as what is made of records. */
record AggregatedRecords(PartialAggregates aggregates) implements RecordFold {
    /** Null if none are wanted. */
    static @Nullable RecordFold of(@Nullable PartialAggregates aggregates) {
        return aggregates == null ? null : new AggregatedRecords(aggregates);
    }

    @Override
    public Part begin() {
        return new Records(aggregates.begin());
    }

    @Override
    public @Nullable Object[] rowOf(@Nullable Object[] values) {
        return aggregates.ofOne(values);
    }

    private record Records(PartialAggregates.Part part) implements Part {
        @Override
        public void add(@Nullable Object[] values) {
            part.add(values);
        }

        @Override
        public @Nullable Object[] row() {
            return part.row();
        }
    }
}
