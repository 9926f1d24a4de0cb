// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.Execution;
import java.time.Duration;

/** Keeps the calls of one app under its limits: the service counts each API of an app alone. Thread-safe. */
final class AppLimiter {
    private final AppLimits limits;
    private final AppLimits.App app;
    private final AddressBan ban;

    /** @param ban shared by all apps of an endpoint, since it is for this machine's address */
    AppLimiter(AppLimits limits, AppLimits.App app, AddressBan ban) {
        this.limits = limits;
        this.app = app;
        this.ban = ban;
    }

    /** Waits for the end of a ban. */
    void sitOut(Execution execution) {
        execution.check();
        ban.sitOut(execution);
    }

    /** Whether this execution would wait for the end of a ban. */
    boolean isWorthWaitingFor(Execution execution) {
        return ban.isWorthWaitingFor(execution);
    }

    /** Waits for the next free place. */
    void acquire(Api api, int callsPerSecond, Execution execution) {
        sitOut(execution);
        long wait = limits.reserve(app, api, api.callsPerSecond(callsPerSecond));
        if (wait > 0) {
            execution.pause(Duration.ofNanos(wait));
        }
        ban.sitOut(execution);
    }

    /** The service has banned this address. */
    void ban() {
        ban.begin();
    }
}
