// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

/**
 * How one answer came.
 *
 * @param latencyNanos from the request to the head of the answer
 * @param bodyNanos spent in reading its bytes
 */
record Pace(long latencyNanos, long bodyNanos, long bytes) {
    /** How long {@code range} bytes would take without the latency. */
    double bodyNanosOf(int range) {
        return bytes == 0 ? 0 : (double) bodyNanos * range / bytes;
    }
}
