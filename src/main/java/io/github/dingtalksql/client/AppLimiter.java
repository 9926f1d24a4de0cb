// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.Execution;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Keeps the calls of one app under its limits: the service counts each API of an app alone. Thread-safe. */
final class AppLimiter {
    private final LongSupplier nanoTime;
    private final AddressBan ban;
    private final Map<Api, CallLimiter> limiters = new ConcurrentHashMap<>();

    /** @param ban shared by all apps of an endpoint, since it is for this machine's address */
    AppLimiter(LongSupplier nanoTime, AddressBan ban) {
        this.nanoTime = nanoTime;
        this.ban = ban;
    }

    /** Waits for the next free place. */
    void acquire(Api api, int callsPerSecond, Execution execution) {
        ban.check();
        limiters.computeIfAbsent(api, unused -> new CallLimiter(nanoTime))
                .acquire(api.callsPerSecond(callsPerSecond), execution);
        ban.check();
    }

    /** The service has banned this address. */
    void ban() {
        ban.begin();
    }
}
