// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * One call at a time for a key: who asks for the same meanwhile waits for the same answer. Thread-safe.
 *
 * <p>The call runs on a thread of its own, so that a waiter who is aborted or interrupted leaves alone; when the last
 * one has left, the call is aborted too. The lock is held for bookkeeping only.
 */
final class SingleFlight<K, V> {
    private final Map<K, Flight<V>> flights = new HashMap<>();
    private final Executor executor;

    SingleFlight(Executor executor) {
        this.executor = executor;
    }

    /**
     * @param call gets the execution of the flight. It has to look first whether the answer is there already: another
     *     flight may have ended between the caller's look and this one.
     */
    V get(K key, Execution waiter, Function<Execution, V> call) {
        while (true) {
            waiter.check();
            Flight<V> flight = join(key, waiter, call);
            try {
                return waiter.await(flight.result);
            } catch (DingTalkException e) {
                // Whoever asked first may not make any more calls; this one may, and asks for itself.
                if (e.code() != ErrorCode.TOO_MANY_CALLS || flight.execution.tally() == waiter.tally()) {
                    throw e;
                }
            } finally {
                leave(key, flight);
            }
        }
    }

    private Flight<V> join(K key, Execution waiter, Function<Execution, V> call) {
        Flight<V> flight;
        synchronized (flights) {
            Flight<V> running = flights.get(key);
            if (running != null) {
                running.waiters++;
                return running;
            }
            flight = new Flight<>(waiter.part());
            flights.put(key, flight);
        }
        try {
            executor.execute(() -> run(key, flight, call));
        } catch (Throwable e) {
            end(key, flight);
            flight.result.completeExceptionally(e);
        }
        return flight;
    }

    private void run(K key, Flight<V> flight, Function<Execution, V> call) {
        try {
            V value = call.apply(flight.execution);
            end(key, flight);
            flight.result.complete(value);
        } catch (Throwable e) {
            end(key, flight);
            flight.result.completeExceptionally(e);
        }
    }

    private void leave(K key, Flight<V> flight) {
        synchronized (flights) {
            flight.waiters--;
            if (flight.waiters > 0 || flight.result.isDone()) {
                return;
            }
            flights.remove(key, flight);
        }
        flight.execution.abort(ErrorCode.CANCELLED, "Nobody waits for this call any more");
    }

    private void end(K key, Flight<V> flight) {
        synchronized (flights) {
            flights.remove(key, flight);
        }
    }

    private static final class Flight<V> {
        private final CompletableFuture<V> result = new CompletableFuture<>();
        private final Execution execution;
        private int waiters = 1;

        /** @param execution of whoever asked first, and so pays */
        Flight(Execution execution) {
            this.execution = execution;
        }
    }
}
