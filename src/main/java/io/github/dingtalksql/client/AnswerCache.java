// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.Execution;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The last answers to listings, for as long as the connection that asks accepts them, and one call at a time for each of
 * them. Thread-safe.
 */
final class AnswerCache<V> {
    /** Requests of different callers never share an answer; the operator is part of every request. */
    record Key(ApiSettings.Caller caller, String request) {
        @Override
        public String toString() {
            return "Key[***]";
        }
    }

    /** @param atNanos monotonic time at which the request was sent */
    record Kept<V>(V value, long atNanos) {}

    private final int most;
    private final LongSupplier nanoTime;
    private final Map<Key, Kept<V>> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final SingleFlight<Key, Kept<V>> flights;

    /** @param most how many answers are kept; the one that was not used for the longest time goes first */
    AnswerCache(int most, LongSupplier nanoTime, Executor executor) {
        this.most = most;
        this.nanoTime = nanoTime;
        this.flights = new SingleFlight<>(executor);
    }

    /** An answer that was asked for at {@code oldestNanos} or later; null if there is none. */
    synchronized @Nullable Kept<V> find(Key key, long oldestNanos) {
        Kept<V> found = kept.get(key);
        return found != null && found.atNanos() - oldestNanos >= 0 ? found : null;
    }

    /** Calls, and keeps the answer. Whoever asks for the same meanwhile gets the same answer. */
    Kept<V> called(Key key, long oldestNanos, Execution execution, Function<Execution, V> call) {
        return flights.get(key, execution, own -> {
            Kept<V> meanwhile = find(key, oldestNanos);
            if (meanwhile != null) {
                return meanwhile;
            }
            long sent = nanoTime.getAsLong();
            Kept<V> fresh = new Kept<>(call.apply(own), sent);
            keep(key, fresh);
            return fresh;
        });
    }

    /** Keeps an answer that came with another one. */
    synchronized void keep(Key key, Kept<V> fresh) {
        kept.put(key, fresh);
        if (kept.size() > most) {
            kept.remove(kept.keySet().iterator().next());
        }
    }
}
