// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.io.IOException;

/** One kind of call. Safe for use by many threads. */
interface Endpoint {
    Answer answer(IncomingRequest request) throws IOException;

    /** The file that the request is about, for the journal. */
    default Target target(IncomingRequest request) {
        return Target.NONE;
    }
}
