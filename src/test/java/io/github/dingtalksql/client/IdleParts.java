// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.internal.concurrent.TaskRunner;

/**
 * Has pooled connections and idle threads go at once instead of after a minute, until it is closed. What is in use stays,
 * so that a leak stays too. Changes what all tests share: not for tests that run beside others.
 */
public final class IdleParts implements AutoCloseable {
    private record Kept(ThreadPoolExecutor threads, long nanos) {}

    private final ConnectionPool connections;
    private final List<Kept> pools = new ArrayList<>();

    private IdleParts(ConnectionPool connections) {
        this.connections = connections;
    }

    /** Of the driver and its HTTP client. */
    public static IdleParts leaving() {
        JvmShared shared = JvmShared.instance();
        Duration any = Duration.ofSeconds(1);
        return new IdleParts(shared.httpClient(any, any, true).connectionPool())
                .and(shared.threads())
                // OkHttp has no public way to its threads.
                .and(((TaskRunner.RealBackend) TaskRunner.INSTANCE.getBackend()).getExecutor());
    }

    public IdleParts and(ThreadPoolExecutor threads) {
        pools.add(new Kept(threads, threads.getKeepAliveTime(TimeUnit.NANOSECONDS)));
        threads.setKeepAliveTime(1, TimeUnit.NANOSECONDS);
        return this;
    }

    /** Lets go of connections that have become idle meanwhile. */
    public void evict() {
        connections.evictAll();
    }

    @Override
    public void close() {
        pools.forEach(kept -> kept.threads().setKeepAliveTime(kept.nanos(), TimeUnit.NANOSECONDS));
    }
}
