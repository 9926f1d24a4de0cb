// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved. */
final class FakeClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-03-31T15:59:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration time) {
        now = now.plus(time);
    }
}
