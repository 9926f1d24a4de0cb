// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.JoinType;
import org.apache.calcite.linq4j.function.Function1;
import org.apache.calcite.linq4j.function.Function2;
import org.jspecify.annotations.Nullable;

/**
 * The loop of {@link EnumerableKeyedCorrelate}: rows in the order of the left side, right sides started ahead, and what
 * a right side gave for some keys kept for the next left row that has the same. Public because generated code calls it;
 * not meant for anybody else.
 *
 * @param <L> left row
 * @param <R> right row
 * @param <O> joined row
 */
public final class KeyedCorrelation<L, R, O> implements Enumerator<O> {
    /** What one correlation keeps at most. */
    private static final long MOST_BYTES_KEPT = 8L << 20;

    private final JoinType joinType;
    private final Function2<L, @Nullable R, O> selector;
    private final Enumerator<L> left;
    private final KeptRows<R> kept = new KeptRows<>(MOST_BYTES_KEPT);
    private final ReadAhead<Keyed<L>, R> rights;
    private final Set<Object> underWay = new HashSet<>();
    private ReadAhead.@Nullable Started<Keyed<L>, R> current;
    private @Nullable O row;

    /**
     * A left row.
     *
     * @param key what the right side depends on
     * @param repeats whether the right side for this key is kept, or will be when it is this row's turn
     */
    private record Keyed<L>(L row, Object key, boolean repeats) {}

    private KeyedCorrelation(
            Execution execution,
            FanOut fanOut,
            Function1<L, Object> key,
            Enumerable<L> left,
            JoinType joinType,
            Function1<L, Enumerable<R>> right,
            Function2<L, @Nullable R, O> selector) {
        this.joinType = joinType;
        this.selector = selector;
        this.left = left.enumerator();
        boolean firstOnly = joinType == JoinType.SEMI || joinType == JoinType.ANTI;
        this.rights = new ReadAhead<>(
                new LeftRows(this.left, key),
                next -> {
                    Enumerator<R> again = kept.rows(next.key);
                    return again != null
                            ? again
                            : kept.keeping(next.key, right.apply(next.row).enumerator(), firstOnly);
                },
                next -> !next.repeats,
                fanOut,
                execution);
    }

    /** Called by generated code. */
    public static <L, R, O> Enumerable<O> join(
            DataContext context,
            FanOut fanOut,
            Function1<L, Object> key,
            Enumerable<L> left,
            JoinType joinType,
            Function1<L, Enumerable<R>> right,
            Function2<L, @Nullable R, O> selector) {
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<O> enumerator() {
                return new KeyedCorrelation<>(Executions.of(context), fanOut, key, left, joinType, right, selector);
            }
        };
    }

    @Override
    public boolean moveNext() {
        while (true) {
            ReadAhead.Started<Keyed<L>, R> pair = current;
            boolean begins = pair == null;
            if (pair == null) {
                pair = rights.next();
                if (pair == null) {
                    return false;
                }
            }
            boolean found = pair.rows().moveNext();
            rights.countRow();
            boolean joins = joinType == JoinType.INNER || joinType == JoinType.LEFT;
            L leftRow = pair.source().row;
            if (found && joins) {
                current = pair;
                row = selector.apply(leftRow, pair.rows().current());
                return true;
            }
            current = null;
            if (!pair.source().repeats) {
                underWay.remove(pair.source().key);
            }
            if (joinType == JoinType.SEMI ? found : begins && !found && joinType != JoinType.INNER) {
                row = selector.apply(leftRow, null);
                return true;
            }
        }
    }

    @Override
    @SuppressWarnings("NullAway") // a row of one column is its value, which may be null
    public O current() {
        return row;
    }

    @Override
    public void reset() {
        throw new UnsupportedOperationException("rows are read once");
    }

    @Override
    public void close() {
        rights.close();
        left.close();
    }

    private final class LeftRows implements Iterator<Keyed<L>> {
        private final Enumerator<L> rows;
        private final Function1<L, Object> key;
        private boolean known;
        private boolean found;

        LeftRows(Enumerator<L> rows, Function1<L, Object> key) {
            this.rows = rows;
            this.key = key;
        }

        @Override
        public boolean hasNext() {
            if (!known) {
                found = rows.moveNext();
                known = true;
            }
            return found;
        }

        @Override
        public Keyed<L> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            known = false;
            L leftRow = rows.current();
            Object itsKey = key.apply(leftRow);
            return new Keyed<>(leftRow, itsKey, kept.has(itsKey) || !underWay.add(itsKey));
        }
    }
}
