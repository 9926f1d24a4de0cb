// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A successful answer of the API.
 *
 * @param sentNanos monotonic time at which its request was sent
 */
record ApiAnswer(JsonNode body, long sentNanos) {
    @Override
    public String toString() {
        return "ApiAnswer[***]";
    }
}
