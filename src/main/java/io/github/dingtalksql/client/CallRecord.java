// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request to the API or to the object store, or one answer that came from a cache instead. Without secrets.
 *
 * @param api path of the call without version and ids, or {@code object} for the bytes of a file
 * @param status HTTP status; null if there was no answer, or none was needed
 * @param requestId what the service's support asks for; null if there was none
 * @param bytes of the answer's body, as far as it was read
 * @param statementId empty if no statement asked
 * @param statement SQL without its text literals
 */
public record CallRecord(
        Instant time,
        String api,
        @Nullable Integer status,
        @Nullable String requestId,
        long bytes,
        long milliseconds,
        boolean cacheHit,
        String statementId,
        String statement) {}
