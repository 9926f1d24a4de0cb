// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What one call of the API does, once the gateway has let it pass. */
interface ApiCall {
    /** The JSON of the answer with status 200. */
    ObjectNode call(IncomingRequest request) throws ApiRefusal;

    /** The file that the request is about, for the journal. */
    default Target target(IncomingRequest request) {
        return Target.NONE;
    }
}
