// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for.
 *
 * @param size rows that are wished for
 * @param token null for the first page
 */
record PageRequest(int size, @Nullable String token) {
    /** From the query. An absent size is the greatest: all lists with a documented default have it so. */
    static PageRequest of(IncomingRequest request, int greatest, String errorCode) throws ApiRefusal {
        String size = request.parameter("maxResults");
        return new PageRequest(
                size == null ? greatest : size(size, greatest, errorCode), token(request.parameter("nextToken")));
    }

    /** From the option of a body. */
    static PageRequest of(ObjectNode option, int greatest) throws ApiRefusal {
        JsonNode size = option.get("maxResults");
        boolean isAbsent = size == null || size.isNull();
        if (!isAbsent && !size.isIntegralNumber()) {
            throw Parameters.invalid("maxResults");
        }
        return new PageRequest(
                isAbsent ? greatest : size(size.asText(), greatest, "paramError"),
                token(Parameters.text(option, "nextToken")));
    }

    private static @Nullable String token(@Nullable String sent) {
        return sent == null || sent.isEmpty() ? null : sent;
    }

    private static int size(String text, int greatest, String errorCode) throws ApiRefusal {
        boolean isNumber = text.matches("[0-9]{1,9}");
        if (!isNumber || Integer.parseInt(text) < 1 || Integer.parseInt(text) > greatest) {
            throw new ApiRefusal(400, errorCode, "param maxResults is invalid: it must be 1 to " + greatest);
        }
        return Integer.parseInt(text);
    }
}
