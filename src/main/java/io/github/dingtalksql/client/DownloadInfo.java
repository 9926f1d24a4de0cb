// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The service's answer to {@code downloadInfos/query}: how to fetch the bytes of a file, and until when.
 *
 * @param protocol {@code HEADER_SIGNATURE}, the only documented value
 * @param resourceUrls signed URLs, the preferred one first
 * @param headers send all of them, and as a set: never mix two answers
 * @param expirationSeconds lifetime as the service gave it; null if it gave none
 * @param expiresAt wall-clock time of the end of that lifetime, for display; null if there is none
 * @param receivedNanos monotonic time ({@code System.nanoTime} scale) at which the request that brought this was sent;
 *     validity is counted from it
 */
public record DownloadInfo(
        DownloadInfoRequest request,
        String protocol,
        List<String> resourceUrls,
        Map<String, String> headers,
        @Nullable Integer expirationSeconds,
        @Nullable Instant expiresAt,
        @Nullable String region,
        List<String> internalResourceUrls,
        long receivedNanos) {

    private static final long LONGEST_SECONDS = 86_400;

    public DownloadInfo {
        resourceUrls = List.copyOf(resourceUrls);
        headers = Map.copyOf(headers);
        internalResourceUrls = List.copyOf(internalResourceUrls);
    }

    /**
     * Whether a request sent now would still be accepted: until the end of the lifetime less a tenth, at most a minute.
     * Without a lifetime the answer may be used until it is refused, but not kept for others.
     *
     * @param nowNanos on the scale of {@code receivedNanos}
     */
    public boolean isValid(long nowNanos) {
        if (expirationSeconds == null || expirationSeconds <= 0) {
            return false;
        }
        long lifetime = TimeUnit.SECONDS.toNanos(Math.min(expirationSeconds, LONGEST_SECONDS));
        long margin = Math.min(TimeUnit.SECONDS.toNanos(60), lifetime / 10);
        return nowNanos - receivedNanos < lifetime - margin;
    }

    /** Without URLs and headers: both are secrets as long as they are valid. */
    @Override
    public String toString() {
        return "DownloadInfo[" + request.file() + ", " + protocol + ", " + resourceUrls.size() + " urls, expires "
                + expiresAt + "]";
    }
}
