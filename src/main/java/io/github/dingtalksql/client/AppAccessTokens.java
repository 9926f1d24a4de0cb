// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of an app from {@code POST /v1.0/oauth2/accessToken}. They live 7200 seconds and are renewed after 7000, as the
 * documentation advises; asking more often is throttled by the service.
 */
final class AppAccessTokens implements AccessTokens {
    private static final long LARGEST_MARGIN_SECONDS = 200;
    private static final long LONGEST_SECONDS = 86_400;

    private final ApiCalls calls;
    private final String appKey;
    private final String appSecret;
    private final LongSupplier nanoTime;
    private final SingleFlight<String, AccessToken> flight;
    private volatile @Nullable AccessToken current;

    AppAccessTokens(ApiCalls calls, String appKey, String appSecret, LongSupplier nanoTime, Executor executor) {
        this.calls = calls;
        this.appKey = appKey;
        this.appSecret = appSecret;
        this.nanoTime = nanoTime;
        this.flight = new SingleFlight<>(executor);
    }

    @Override
    public AccessToken token(Execution execution) {
        AccessToken known = current;
        return known != null && isUsable(known, null) ? known : obtained(null, execution);
    }

    /** Whether there is one that is good still. */
    boolean hasToken() {
        AccessToken known = current;
        return known != null && isUsable(known, null);
    }

    @Override
    public AccessToken renewed(AccessToken refused, Execution execution) {
        AccessToken known = current;
        return known != null && isUsable(known, refused) ? known : obtained(refused, execution);
    }

    private boolean isUsable(AccessToken known, @Nullable AccessToken refused) {
        return known != refused && known.isFresh(nanoTime.getAsLong());
    }

    private AccessToken obtained(@Nullable AccessToken refused, Execution execution) {
        return flight.get("token", execution, own -> {
            AccessToken known = current;
            if (known != null && isUsable(known, refused)) {
                return known;
            }
            AccessToken fresh = obtain(own);
            current = fresh;
            return fresh;
        });
    }

    private AccessToken obtain(Execution execution) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("appKey", appKey).put("appSecret", appSecret);
        ApiRequest request =
                new ApiRequest(Api.TOKEN, "Getting an access token", null, "/v1.0/oauth2/accessToken", body);
        ApiAnswer answer = calls.call(request, null, execution);
        JsonNode token = answer.body().path("accessToken");
        if (!token.isTextual() || !SignedHeaders.isValue(token.textValue())) {
            throw new DingTalkException(
                    ErrorCode.SERVICE_FAILED,
                    "Getting an access token: the answer has no usable accessToken. Check that endpoint is DingTalk's API.");
        }
        long lifetime = Math.min(answer.body().path("expireIn").asLong(0), LONGEST_SECONDS);
        long margin = Math.min(LARGEST_MARGIN_SECONDS * 1000, lifetime * 100);
        long renewAt = answer.sentNanos() + (lifetime * 1000 - margin) * 1_000_000;
        return new AccessToken(token.textValue(), renewAt, lifetime > 0);
    }
}
