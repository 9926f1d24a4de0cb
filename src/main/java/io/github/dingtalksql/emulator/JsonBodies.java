// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Reads bodies of API requests. */
final class JsonBodies {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonBodies() {}

    /** The object that the body is. An absent body counts as {@code {}}. */
    static ObjectNode parse(IncomingRequest request) throws ApiRefusal {
        if (request.body().length == 0) {
            return JSON.createObjectNode();
        }
        if (!request.isJson()) {
            throw new ApiRefusal(400, "paramError", "Content-Type is not application/json");
        }
        try {
            JsonNode body = JSON.readTree(request.body());
            if (body instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new ApiRefusal(400, "paramError", "the body is not JSON");
        } catch (IOException e) {
            throw new IllegalStateException("an array does not fail", e);
        }
        throw new ApiRefusal(400, "paramError", "the body is not a JSON object");
    }
}
