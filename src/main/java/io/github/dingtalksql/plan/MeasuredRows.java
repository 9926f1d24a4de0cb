// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.List;
import java.util.NoSuchElementException;
import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;

/** One row: what the measures of a scan come to over all of its requests, of which each gives a row of its own. */
final class MeasuredRows implements Enumerator<@Nullable Object[]> {
    private final Enumerator<@Nullable Object[]> parts;
    private final ScanWork work;
    private @Nullable Object @Nullable [] row;
    private boolean done;

    MeasuredRows(Enumerator<@Nullable Object[]> parts, ScanWork work) {
        this.parts = parts;
        this.work = work;
    }

    @Override
    public boolean moveNext() {
        row = null;
        if (done) {
            return false;
        }
        done = true;
        List<Total> totals = work.newTotals();
        while (parts.moveNext()) {
            @Nullable Object[] part = parts.current();
            for (int i = 0; i < part.length; i++) {
                totals.get(i).addResult(part[i]);
            }
        }
        row = totals.stream().map(Total::result).toArray();
        return true;
    }

    @Override
    public @Nullable Object[] current() {
        if (row == null) {
            throw new NoSuchElementException("no current row");
        }
        return row;
    }

    @Override
    public void reset() {
        throw new UnsupportedOperationException("rows are read once");
    }

    @Override
    public void close() {
        parts.close();
    }
}
