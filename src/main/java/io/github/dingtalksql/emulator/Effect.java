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

    /** Whether it acts at a place of the body, which a request may never reach. */
    default boolean isInBody() {
        return false;
    }

    /**
     * The answer that is sent.
     *
     * @param reached to be run when an effect {@link #isInBody in the body} comes to its place
     */
    default Answer answer(Answer answer, Runnable reached) throws IOException {
        return answer;
    }
}
