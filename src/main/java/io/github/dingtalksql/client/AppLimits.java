// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The limiters of all apps of the JVM. Who has not called for a second is forgotten when another one comes, so that keys
 * and tokens do not gather. Thread-safe; the lock is held for arithmetic only.
 */
final class AppLimits {
    private final LongSupplier nanoTime;
    private final Map<Limited, CallLimiter> limiters = new HashMap<>();

    AppLimits(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Takes the next free place of an app and API; answers how many nanoseconds from now it is. */
    synchronized long reserve(App app, Api api, int callsPerSecond) {
        Limited limited = new Limited(app, api);
        CallLimiter limiter = limiters.get(limited);
        if (limiter == null) {
            limiters.values().removeIf(CallLimiter::isIdle);
            limiter = new CallLimiter(nanoTime);
            limiters.put(limited, limiter);
        }
        return limiter.reserve(callsPerSecond);
    }

    /** How many are remembered. */
    synchronized int size() {
        return limiters.size();
    }

    private record Limited(App app, Api api) {}

    /** The service counts calls by app; a bare token stands for the app that it belongs to. */
    record App(URI endpoint, String key) {
        static App of(ApiSettings settings) {
            String key = settings.appKey();
            return new App(settings.endpoint(), key != null ? key : String.valueOf(settings.accessToken()));
        }

        @Override
        public String toString() {
            return "App[" + endpoint.getHost() + "]";
        }
    }
}
