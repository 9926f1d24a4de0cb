// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;

/**
 * Sources in their order, of which the next few are started while one is read. Nothing is started ahead before the
 * reader has shown, or said, that it wants more than a first screen of rows: calls are a quota, and {@code LIMIT 10} shall cost
 * one. Not thread-safe.
 *
 * @param <S> what describes a source
 * @param <T> its rows
 */
final class ReadAhead<S, T> implements AutoCloseable {
    /** Rows that are read of the first source before others are started. */
    private static final int ROWS_BEFORE_START = 256;

    /** Sources that wait for their turn, most of which were not worth starting. */
    private static final int MOST_AHEAD = 32;

    /** One source and its rows. */
    record Started<S, T>(S source, StartedRows<T> rows) {}

    /** Makes the rows of a source; called on any thread. */
    interface Opener<S, T> {
        Enumerator<T> open(S source);
    }

    private final Iterator<S> sources;
    private final Opener<S, T> opener;
    private final Predicate<S> worthStarting;
    private final FanOut fanOut;
    private final Execution execution;
    private final Deque<Started<S, T>> ahead = new ArrayDeque<>();
    private @Nullable Started<S, T> current;
    private int rowsRead;

    /** @param worthStarting whether a source has something to wait for, so that it pays to start it ahead */
    ReadAhead(
            Iterator<S> sources, Opener<S, T> opener, Predicate<S> worthStarting, FanOut fanOut, Execution execution) {
        this.sources = sources;
        this.opener = opener;
        this.worthStarting = worthStarting;
        this.fanOut = fanOut;
        this.execution = execution;
    }

    /** Closes the source before and gives the next one, or null. */
    @Nullable
    Started<S, T> next() {
        Started<S, T> before = current;
        if (before != null) {
            before.rows().close();
            rowsRead = ROWS_BEFORE_START;
        }
        Started<S, T> next = ahead.poll();
        if (next == null && sources.hasNext()) {
            next = newSource();
        }
        current = next;
        if (rowsRead >= ROWS_BEFORE_START) {
            startAhead();
        }
        return next;
    }

    /** Says that the reader wants all rows: the next sources are started when the first one is taken. */
    void readAll() {
        rowsRead = ROWS_BEFORE_START;
    }

    /** To be called for each row that is read. */
    void countRow() {
        if (rowsRead < ROWS_BEFORE_START && ++rowsRead == ROWS_BEFORE_START) {
            startAhead();
        }
    }

    private void startAhead() {
        long started =
                ahead.stream().filter(next -> worthStarting.test(next.source())).count();
        while (started < fanOut.parallelism() - 1 && ahead.size() < MOST_AHEAD && sources.hasNext()) {
            Started<S, T> next = newSource();
            if (worthStarting.test(next.source())) {
                next.rows().start();
                started++;
            }
            ahead.add(next);
        }
    }

    private Started<S, T> newSource() {
        S source = sources.next();
        Supplier<Enumerator<T>> open = () -> opener.open(source);
        return new Started<>(source, new StartedRows<>(open, execution));
    }

    @Override
    public void close() {
        Started<S, T> last = current;
        if (last != null) {
            last.rows().close();
        }
        ahead.forEach(started -> started.rows().close());
        ahead.clear();
    }
}
