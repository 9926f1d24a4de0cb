// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import java.time.Duration;

/**
 * How to read files.
 *
 * @param parallelism most range requests in flight for one stream
 * @param rangeSize bytes of one range at full speed, and memory for each range in flight
 * @param longestRange bytes of one range where answers begin late
 * @param maxRetries failures without progress before a stream fails
 * @param allowPrivateNetworks whether a resource URL may lead to a private, link-local or loopback address, and may be
 *     plain http
 */
public record ReadSettings(
        int parallelism,
        int rangeSize,
        int longestRange,
        Duration connectTimeout,
        Duration readTimeout,
        int maxRetries,
        boolean allowPrivateNetworks) {

    /** Ranges of {@code rangeSize}, however late answers begin. */
    public ReadSettings(
            int parallelism,
            int rangeSize,
            Duration connectTimeout,
            Duration readTimeout,
            int maxRetries,
            boolean allowPrivateNetworks) {
        this(parallelism, rangeSize, rangeSize, connectTimeout, readTimeout, maxRetries, allowPrivateNetworks);
    }
}
