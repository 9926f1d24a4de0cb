// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.testing;

import io.github.dingtalksql.testing.FaultServer.Reply;
import io.github.dingtalksql.testing.FaultServer.Request;
import java.io.IOException;

/** What {@link FaultyService} has of one file. */
public interface StoredFile {
    void to(Request request, Reply reply) throws IOException;

    /** Whether all that should go wrong has. */
    boolean hasHappened();

    /** Number of the signature that is accepted. */
    default int signature() {
        return 1;
    }

    /** Whether its first URL leads to a port where nobody listens. */
    default boolean isFirstUrlDead() {
        return false;
    }
}
