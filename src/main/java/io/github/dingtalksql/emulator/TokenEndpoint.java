// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1.0/oauth2/accessToken}. */
final class TokenEndpoint implements ApiCall {
    static final String PATH = "/v1.0/oauth2/accessToken";

    private final Apps apps;

    TokenEndpoint(Apps apps) {
        this.apps = apps;
    }

    @Override
    public ObjectNode call(IncomingRequest request) throws ApiRefusal {
        if (!request.isJson() || request.body().length == 0) {
            // What a form gets in reality: aliyun/alibabacloud-php-sdk issue 36.
            throw new ApiRefusal(400, "Missingbody", "body is mandatory for this action.");
        }
        ObjectNode body = JsonBodies.parse(request);
        App app = apps.find(text(body.get("appKey")), text(body.get("appSecret")))
                .orElseThrow(() -> new ApiRefusal(400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret"));
        return JsonNodeFactory.instance
                .objectNode()
                .put("accessToken", app.tokens().issue())
                .put("expireIn", TokenIssuer.VALIDITY.toSeconds());
    }

    private static String text(@Nullable JsonNode node) {
        return node != null && node.isTextual() ? node.textValue() : "";
    }
}
