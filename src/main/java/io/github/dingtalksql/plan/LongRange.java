// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

/** Bounds of a BIGINT column, both inclusive. */
public record LongRange(long min, long max) {
    public static final LongRange ALL = new LongRange(Long.MIN_VALUE, Long.MAX_VALUE);

    public boolean isEmpty() {
        return min > max;
    }

    LongRange and(LongRange other) {
        return new LongRange(Math.max(min, other.min), Math.min(max, other.max));
    }

    /** The smallest range that holds both. */
    LongRange span(LongRange other) {
        return new LongRange(Math.min(min, other.min), Math.max(max, other.max));
    }
}
