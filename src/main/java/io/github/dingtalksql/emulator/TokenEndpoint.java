// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1.0/oauth2/accessToken}. */
final class TokenEndpoint implements ApiCall {
    static final String PATH = "/v1.0/oauth2/accessToken";

    private final String appKey;
    private final String appSecret;
    private final TokenIssuer tokens;

    TokenEndpoint(String appKey, String appSecret, TokenIssuer tokens) {
        this.appKey = appKey;
        this.appSecret = appSecret;
        this.tokens = tokens;
    }

    @Override
    public ObjectNode call(IncomingRequest request) throws ApiRefusal {
        if (!request.isJson() || request.body().length == 0) {
            // What a form gets in reality: aliyun/alibabacloud-php-sdk issue 36.
            throw new ApiRefusal(400, "Missingbody", "body is mandatory for this action.");
        }
        ObjectNode body = JsonBodies.parse(request);
        if (!is(body.get("appKey"), appKey) || !is(body.get("appSecret"), appSecret)) {
            throw new ApiRefusal(400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret");
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("accessToken", tokens.issue())
                .put("expireIn", TokenIssuer.VALIDITY.toSeconds());
    }

    private static boolean is(@Nullable JsonNode node, String expected) {
        return node != null && node.isTextual() && node.textValue().equals(expected);
    }
}
