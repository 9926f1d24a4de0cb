// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How long something takes, measured several times. With few measurements the median has to be within the limit, which
 * one slow moment of a loaded machine does not change; with a hundred or more, on a quiet machine, 99 % of them.
 */
public final class Latencies {
    private static final int ENOUGH_FOR_PERCENTILES = 100;
    /** Far beyond every limit: what is not even done by then has hung. */
    private static final Duration HUNG = Duration.ofSeconds(5);

    private final String what;
    private final Duration limit;
    private final List<Duration> measured = new ArrayList<>();

    public Latencies(String what, Duration limit) {
        this.what = what;
        this.limit = limit;
    }

    public void add(Duration took) {
        measured.add(took);
    }

    public void sinceNanos(long start) {
        add(Duration.ofNanos(System.nanoTime() - start));
    }

    public void assertWithinLimit() {
        Collections.sort(measured);
        assertThat(measured.get(measured.size() - 1)).as(this::toString).isLessThan(HUNG);
        if (measured.size() < ENOUGH_FOR_PERCENTILES) {
            assertThat(percentile(50)).as(this::toString).isLessThanOrEqualTo(limit);
            return;
        }
        System.out.println(this);
        assertThat(percentile(99)).as(this::toString).isLessThanOrEqualTo(limit);
    }

    private Duration percentile(int percent) {
        return measured.get((measured.size() * percent + 99) / 100 - 1);
    }

    @Override
    public String toString() {
        return what + ": " + measured.size() + " times, median " + micros(percentile(50)) + ", 99 % "
                + micros(percentile(99)) + ", longest " + micros(measured.get(measured.size() - 1)) + ", limit "
                + limit.toMillis() + " ms";
    }

    private static String micros(Duration duration) {
        return String.format("%.1f ms", duration.toNanos() / 1e6);
    }
}
