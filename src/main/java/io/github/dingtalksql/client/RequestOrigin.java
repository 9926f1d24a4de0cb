// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.CallTally;

/**
 * Tag of an HTTP request: what it is for and which statement pays. Requests without one are not logged.
 *
 * @param api how {@code dingtalk.calls} names it
 */
public record RequestOrigin(String api, CallTally tally) {
    /** A request for the bytes of a file. */
    public static RequestOrigin ofObject(CallTally tally) {
        return new RequestOrigin("object", tally);
    }

    boolean isObject() {
        return api.equals("object");
    }
}
