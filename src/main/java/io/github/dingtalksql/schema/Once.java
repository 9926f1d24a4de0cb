// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks again only when an answer is too old. Whoever asks meanwhile waits. Thread-safe.
 *
 * @param <T> the answer
 */
final class Once<T> implements Supplier<T> {
    private final Supplier<T> source;
    private final long nanos;
    private final LongSupplier nanoTime;
    private @Nullable T answer;
    private long askedAt;

    /** @param keep how long an answer is good */
    Once(Supplier<T> source, Duration keep, LongSupplier nanoTime) {
        this.source = source;
        this.nanos = keep.toNanos();
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized T get() {
        T known = answer;
        long now = nanoTime.getAsLong();
        if (known == null || now - askedAt >= nanos) {
            known = source.get();
            answer = known;
            askedAt = now;
        }
        return known;
    }
}
