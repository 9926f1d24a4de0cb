// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The validated properties of one connection. {@link ConnectionProperty} has the meaning and default of each.
 *
 * @param rangeSize bytes
 * @param maxRecordBytes bytes
 * @param skipFileErrors {@code onFileError=skip}
 */
public record ConnectionConfig(
        URI endpoint,
        @Nullable String appKey,
        @Nullable String appSecret,
        @Nullable String accessToken,
        @Nullable String unionId,
        boolean preferIntranet,
        int parallelism,
        int rangeSize,
        Duration connectTimeout,
        Duration readTimeout,
        int maxRetries,
        int apiCallsPerSecond,
        int maxRecordBytes,
        int maxColumns,
        int fileParallelism,
        boolean skipFileErrors,
        boolean allowPrivateNetworks) {

    /** Names the endpoint only: the rest may be secret. */
    @Override
    public String toString() {
        return "ConnectionConfig[" + endpoint.getHost() + "]";
    }
}
