// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach DingTalk's API, and as whom: {@code accessToken}, or {@code appKey} and {@code appSecret}.
 *
 * @param endpoint base URL, such as {@code https://api.dingtalk.io}
 * @param maxRetries how often one call is repeated after failures that may pass
 * @param apiCallsPerSecond limit for this app over all connections of the JVM
 * @param maxApiCallsPerQuery how many calls one statement may make
 * @param listingCache how old an answer to a listing may be; zero for none from before
 * @param allowPrivateNetworks whether the endpoint may resolve to a private, link-local or loopback address; a loopback
 *     endpoint always may
 */
public record ApiSettings(
        URI endpoint,
        @Nullable String appKey,
        @Nullable String appSecret,
        @Nullable String accessToken,
        Duration connectTimeout,
        Duration readTimeout,
        int maxRetries,
        int apiCallsPerSecond,
        int maxApiCallsPerQuery,
        Duration listingCache,
        boolean allowPrivateNetworks) {

    /** Who calls: two settings with the same caller share tokens and answers. Holds secrets, so never printed. */
    Caller caller() {
        return new Caller(endpoint, appKey, appSecret, accessToken);
    }

    /** Base URL of the old API, which is on a host of its own: {@code oapi} instead of {@code api}. */
    URI oldEndpoint() {
        String host = String.valueOf(endpoint.getHost());
        return host.startsWith("api.") ? URI.create(endpoint.getScheme() + "://o" + endpoint.getAuthority()) : endpoint;
    }

    /** Names the endpoint's host only: the rest may be secret. */
    @Override
    public String toString() {
        return "ApiSettings[" + endpoint.getHost() + "]";
    }

    /** Equality includes the secrets: whoever has the wrong secret must not share the answers of who has the right one. */
    record Caller(
            URI endpoint,
            @Nullable String appKey,
            @Nullable String appSecret,
            @Nullable String accessToken) {
        @Override
        public String toString() {
            return "Caller[" + endpoint.getHost() + "]";
        }
    }
}
