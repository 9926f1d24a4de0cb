// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import java.time.Instant;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** Instants as TIMESTAMPs show them. */
final class WallClock {
    private WallClock() {}

    /** Like CURRENT_TIMESTAMP, which it will be compared with: the clock of the JVM's time zone. */
    static @Nullable Long millis(@Nullable Instant instant) {
        if (instant == null) {
            return null;
        }
        long millis = instant.toEpochMilli();
        return millis + TimeZone.getDefault().getOffset(millis);
    }
}
