// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.Execution;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;

/** Rows of several requests to one table, in the order of the requests, several of them read at once. */
final class KeyedRows implements Enumerator<@Nullable Object[]> {
    private final KeyedTable table;
    private final Execution execution;
    private final ReadAhead<ScanRequest, @Nullable Object[]> requests;
    private ReadAhead.@Nullable Started<ScanRequest, @Nullable Object[]> current;
    private long rowsOfCurrent;
    private Supplier<String> placeOfCurrent = () -> "";

    /** @param opener makes the rows of a request; called on any thread */
    KeyedRows(
            KeyedTable table,
            List<ScanRequest> requests,
            ReadAhead.Opener<ScanRequest, @Nullable Object[]> opener,
            Execution execution) {
        this.table = table;
        this.execution = execution;
        this.requests = new ReadAhead<>(requests.iterator(), opener, request -> true, table.fanOut(), execution);
        if (requests.stream().anyMatch(request -> request.aggregates() != null)) {
            this.requests.readAll();
        }
    }

    @Override
    public boolean moveNext() {
        while (true) {
            if (current == null) {
                current = requests.next();
                rowsOfCurrent = 0;
                if (current == null) {
                    // What fails from now on has no row to blame.
                    execution.reading(() -> "");
                    return false;
                }
                placeOfCurrent = current.rows()::place;
            }
            if (movedToNextRow(current)) {
                rowsOfCurrent++;
                execution.reading(placeOfCurrent);
                requests.countRow();
                return true;
            }
            current = null;
        }
    }

    private boolean movedToNextRow(ReadAhead.Started<ScanRequest, @Nullable Object[]> source) {
        try {
            return source.rows().moveNext();
        } catch (DingTalkException e) {
            execution.check();
            if (!table.fanOut().skipFailures() || !e.code().isOfOneFile()) {
                throw e;
            }
            execution.warn(e.at("Skipped after " + rowsOfCurrent + " rows because onFileError=skip"));
            return false;
        }
    }

    @Override
    public @Nullable Object[] current() {
        if (current == null) {
            throw new NoSuchElementException("no current row");
        }
        return current.rows().current();
    }

    @Override
    public void reset() {
        throw new UnsupportedOperationException("rows are read once");
    }

    @Override
    public void close() {
        // An aggregate closes its input on the way out, before anybody asks where it failed.
        execution.keepPlace();
        current = null;
        requests.close();
    }
}
