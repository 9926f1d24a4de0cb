// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.math.BigDecimal;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;

/**
 * Run-time side of {@link EnumerableExactLimit}. Public because generated code calls it; not meant for anybody else.
 *
 * @param <T> row
 */
public final class ExactLimit<T> implements Enumerator<T> {
    private final Enumerator<T> rows;
    private long toSkip;
    private long toGive;

    private ExactLimit(Enumerator<T> rows, long toSkip, long toGive) {
        this.rows = rows;
        this.toSkip = toSkip;
        this.toGive = toGive;
    }

    /**
     * Called by generated code.
     *
     * @param offset rows to leave out first; null for none
     * @param fetch most rows to give; null for all
     */
    public static <T> Enumerable<T> rows(Enumerable<T> rows, @Nullable Object offset, @Nullable Object fetch) {
        long toSkip = count("OFFSET", offset, 0);
        long toGive = count("LIMIT", fetch, Long.MAX_VALUE);
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<T> enumerator() {
                return new ExactLimit<>(rows.enumerator(), toSkip, toGive);
            }
        };
    }

    private static long count(String clause, @Nullable Object value, long ifNull) {
        if (value == null) {
            return ifNull;
        }
        BigDecimal number = new BigDecimal(value.toString());
        if (number.signum() < 0) {
            throw new DingTalkException(ErrorCode.INVALID_ARGUMENT, clause + " must not be negative, but is " + number);
        }
        return number.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
    }

    @Override
    public boolean moveNext() {
        for (; toSkip > 0 && toGive > 0; toSkip--) {
            if (!rows.moveNext()) {
                toGive = 0;
            }
        }
        if (toGive == 0) {
            return false;
        }
        toGive--;
        return rows.moveNext();
    }

    @Override
    public T current() {
        return rows.current();
    }

    @Override
    public void reset() {
        throw new UnsupportedOperationException("rows are read once");
    }

    @Override
    public void close() {
        rows.close();
    }
}
