// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;

/**
 * Rows that may be opened, and moved to the first of them, on a thread of their own, so that whatever that waits for
 * runs beside the rows that are read before. All later steps happen on the reader's thread.
 *
 * <p>Not thread-safe towards its reader. A start that is under way when the rows are closed ends by itself and closes
 * what it opened; aborting the execution ends it at once.
 */
final class StartedRows<T> implements Enumerator<T> {
    private final Supplier<Enumerator<T>> opener;
    private final Execution execution;
    private final CompletableFuture<Boolean> first = new CompletableFuture<>();
    private @Nullable Enumerator<T> rows;
    private boolean started;
    private boolean pastFirst;
    private boolean closed;

    StartedRows(Supplier<Enumerator<T>> opener, Execution execution) {
        this.opener = opener;
        this.execution = execution;
    }

    /** Begins on a thread of its own. */
    StartedRows<T> start() {
        started = true;
        Thread thread = new Thread(this::moveToFirst, "dingtalk-sql-read-ahead");
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    private void moveToFirst() {
        Enumerator<T> opened = null;
        try {
            opened = opener.get();
            boolean found = opened.moveNext();
            synchronized (this) {
                if (!closed) {
                    rows = opened;
                    opened = null;
                }
            }
            first.complete(found);
        } catch (Throwable e) {
            // Whatever it is, the reader waits for it.
            first.completeExceptionally(PlanFailures.running(e));
        } finally {
            if (opened != null) {
                opened.close();
            }
        }
    }

    @Override
    public boolean moveNext() {
        if (pastFirst) {
            return opened().moveNext();
        }
        pastFirst = true;
        if (!started) {
            rows = opener.get();
            return rows.moveNext();
        }
        return execution.await(first);
    }

    @Override
    public T current() {
        return opened().current();
    }

    /** Where the current row is, for messages. */
    String place() {
        Enumerator<T> current = rows;
        return current == null ? "" : PlacedRows.of(current);
    }

    private Enumerator<T> opened() {
        Enumerator<T> current = rows;
        if (current == null) {
            throw new DingTalkException(ErrorCode.INVALID_STATE, "The rows are closed");
        }
        return current;
    }

    @Override
    public void reset() {
        throw new UnsupportedOperationException("rows are read once");
    }

    @Override
    public void close() {
        Enumerator<T> current;
        synchronized (this) {
            closed = true;
            current = rows;
            rows = null;
        }
        if (current != null) {
            current.close();
        }
    }
}
