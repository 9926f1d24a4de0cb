// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.CallTally;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.plan.RowCursor;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a statement with what it holds open.
 *
 * <p>One thread reads; {@link #cancel} and {@link #close} may be called from any thread and never wait for it. A close
 * while the reader works only aborts the execution: the reader itself then closes the cursor on its way out, so that
 * a cursor is never used by two threads. Refers to no JDBC object, so that abandoned ones can be found.
 */
final class RunningQuery {
    private enum State {
        IDLE,
        WORKING,
        CLOSED_WHILE_WORKING,
        CLOSED
    }

    private static final Logger LOGGER = Logger.getLogger(RunningQuery.class.getName());

    /** One line for each query that ran: what it cost. */
    private static final System.Logger COSTS = System.getLogger(RunningQuery.class.getName());

    private final Execution execution;
    private final TimeBudget budget;
    private final Set<RunningQuery> siblings;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private final long startedNanos = System.nanoTime();
    private @Nullable RowCursor cursor;

    /** @param siblings from which it removes itself when it is closed */
    RunningQuery(Execution execution, TimeBudget budget, Set<RunningQuery> siblings) {
        this.execution = execution;
        this.budget = budget;
        this.siblings = siblings;
    }

    Execution execution() {
        return execution;
    }

    /** Does {@code work} as the reader. If it fails or was aborted meanwhile, everything is closed. */
    <T> T call(Supplier<T> work) throws SQLException {
        enter();
        try {
            T result = work.get();
            execution.check();
            return result;
        } catch (RuntimeException | Error e) {
            throw failed(e);
        } finally {
            leave();
        }
    }

    /** Keeps the rows to be closed with this. To be called inside {@link #call}. */
    void opened(RowCursor rows) {
        cursor = rows;
    }

    /** Moves to the next row; at the end of the rows everything is closed. */
    boolean next() throws SQLException {
        enter();
        try {
            boolean found = rows().next();
            if (!found) {
                execution.check();
                close("All rows are read");
            }
            return found;
        } catch (RuntimeException | Error e) {
            throw failed(e);
        } finally {
            leave();
        }
    }

    /** @param column 0-based */
    @Nullable
    Object value(int column) throws SQLException {
        try {
            return rows().value(column);
        } catch (RuntimeException | Error e) {
            throw SqlErrors.of(e);
        }
    }

    private RowCursor rows() {
        RowCursor rows = cursor;
        if (rows == null) {
            throw new DingTalkException(ErrorCode.INVALID_STATE, "There are no rows");
        }
        return rows;
    }

    private void enter() throws SQLException {
        if (!state.compareAndSet(State.IDLE, State.WORKING)) {
            try {
                execution.check();
            } catch (DingTalkException e) {
                throw SqlErrors.of(e);
            }
            throw SqlErrors.of(ErrorCode.INVALID_STATE, "The result is read by another thread at this moment");
        }
        budget.enter();
    }

    private void leave() {
        budget.leave();
        if (!state.compareAndSet(State.WORKING, State.IDLE)) {
            state.set(State.CLOSED);
            release();
        }
    }

    private SQLException failed(Throwable failure) {
        SQLException told = SqlErrors.of(failure);
        ErrorCode code = failure instanceof DingTalkException known ? known.code() : ErrorCode.INTERNAL;
        close(code, String.valueOf(told.getMessage()));
        return told;
    }

    /** Ends the work; the reader gets an error. What is open is closed even if the reader never comes back. */
    void cancel() {
        close("The statement was cancelled");
    }

    /** Stops and closes everything without waiting. No effect the second time. */
    void close(String why) {
        close(ErrorCode.CANCELLED, why);
    }

    private void close(ErrorCode code, String why) {
        execution.abort(code, why);
        if (state.compareAndSet(State.IDLE, State.CLOSED)) {
            release();
            return;
        }
        state.compareAndSet(State.WORKING, State.CLOSED_WHILE_WORKING);
    }

    /** Ends it without an abort: what it made lives on. */
    void done() {
        if (state.compareAndSet(State.IDLE, State.CLOSED)) {
            release();
        }
    }

    boolean isClosed() {
        return state.get() == State.CLOSED;
    }

    private void release() {
        siblings.remove(this);
        budget.close();
        RowCursor rows = cursor;
        if (rows == null) {
            return;
        }
        try {
            rows.close();
        } catch (RuntimeException e) {
            // The rows are right all the same, and whoever closes may have more to close.
            LOGGER.log(Level.WARNING, "The rows of a query could not be closed", e);
        }
        CallTally tally = execution.tally();
        if (!tally.statementId().isEmpty()) {
            COSTS.log(
                    System.Logger.Level.DEBUG,
                    () -> "Statement " + tally.statementId() + ": " + tally + ", "
                            + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos) + " ms: "
                            + tally.statement());
        }
    }
}
