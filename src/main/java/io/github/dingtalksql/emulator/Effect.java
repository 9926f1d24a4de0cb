// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.io.IOException;
import java.util.Optional;

/** What an instruction changes. Each method is one stage of a request; by default it changes nothing. */
interface Effect {
    /** Before anything is done with the request. */
    default void arrived() {}

    /** The request that the endpoint sees. */
    default IncomingRequest request(IncomingRequest request) {
        return request;
    }

    /** An answer that is given without asking the endpoint. */
    default Optional<Answer> instead(CallKind kind) throws IOException {
        return Optional.empty();
    }

    /** The answer that is sent. */
    default Answer answer(Answer answer) throws IOException {
        return answer;
    }
}
