// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Rings alarms. One daemon thread for all statements, which ends when there has been nothing to ring for a while, so
 * that it keeps neither the JVM nor a class loader. Thread-safe.
 */
final class QueryTimer {
    private static final long IDLE_SECONDS = 10;

    private final ScheduledThreadPoolExecutor executor;

    private QueryTimer(ScheduledThreadPoolExecutor executor) {
        this.executor = executor;
    }

    static QueryTimer create() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "dingtalk-sql-query-timer");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        return new QueryTimer(executor);
    }

    /** The thread and the alarms that wait, for tests of leaks. */
    ScheduledThreadPoolExecutor executor() {
        return executor;
    }

    /** @param alarm must not block */
    Future<?> ring(Runnable alarm, long delayNanos) {
        return executor.schedule(alarm, delayNanos, TimeUnit.NANOSECONDS);
    }
}
