// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One call to make.
 *
 * @param operation words that begin every message of a failure
 * @param operator unionId on whose behalf it is made; null if it is on nobody's
 * @param pathAndQuery encoded, begins with a slash
 * @param body null for a GET
 */
record ApiRequest(
        Api api,
        String operation,
        @Nullable String operator,
        String pathAndQuery,
        @Nullable JsonNode body) {

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** What tells this request from others of the same caller: its operator is in the query. */
    String identity() {
        return api.name() + ' ' + pathAndQuery + ' ' + (body == null ? "" : body);
    }

    @Override
    public String toString() {
        return "ApiRequest[" + api + "]";
    }
}
