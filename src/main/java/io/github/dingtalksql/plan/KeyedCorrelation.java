// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.JoinType;
import org.apache.calcite.linq4j.function.Function1;
import org.apache.calcite.linq4j.function.Function2;
import org.jspecify.annotations.Nullable;

/**
 * The loop of {@link EnumerableKeyedCorrelate}: rows in the order of the left side, right sides started ahead. Public
 * because generated code calls it; not meant for anybody else.
 *
 * @param <L> left row
 * @param <R> right row
 * @param <O> joined row
 */
public final class KeyedCorrelation<L, R, O> implements Enumerator<O> {
    private final JoinType joinType;
    private final Function2<L, @Nullable R, O> selector;
    private final Enumerator<L> left;
    private final ReadAhead<L, R> rights;
    private ReadAhead.@Nullable Started<L, R> current;
    private @Nullable O row;

    private KeyedCorrelation(
            Execution execution,
            FanOut fanOut,
            Enumerable<L> left,
            JoinType joinType,
            Function1<L, Enumerable<R>> right,
            Function2<L, @Nullable R, O> selector) {
        this.joinType = joinType;
        this.selector = selector;
        this.left = left.enumerator();
        this.rights = new ReadAhead<>(
                new RowIterator<>(this.left), row -> right.apply(row).enumerator(), fanOut, execution);
    }

    /** Called by generated code. */
    public static <L, R, O> Enumerable<O> join(
            DataContext context,
            FanOut fanOut,
            Enumerable<L> left,
            JoinType joinType,
            Function1<L, Enumerable<R>> right,
            Function2<L, @Nullable R, O> selector) {
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<O> enumerator() {
                return new KeyedCorrelation<>(Executions.of(context), fanOut, left, joinType, right, selector);
            }
        };
    }

    @Override
    public boolean moveNext() {
        while (true) {
            ReadAhead.Started<L, R> pair = current;
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
            current = found && joins ? pair : null;
            if (found && joins) {
                row = selector.apply(pair.source(), pair.rows().current());
                return true;
            }
            if (joinType == JoinType.SEMI ? found : begins && !found && joinType != JoinType.INNER) {
                row = selector.apply(pair.source(), null);
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

    private static final class RowIterator<L> implements Iterator<L> {
        private final Enumerator<L> rows;
        private boolean known;
        private boolean found;

        RowIterator(Enumerator<L> rows) {
            this.rows = rows;
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
        public L next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            known = false;
            return rows.current();
        }
    }
}
