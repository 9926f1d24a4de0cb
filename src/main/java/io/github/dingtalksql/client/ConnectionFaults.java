// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.io.IOException;
import java.net.UnknownHostException;

/** Classifies failures to get an answer at all. */
public final class ConnectionFaults {
    private ConnectionFaults() {}

    /** @param usual what it is unless the exception says more */
    public static Fault of(Fault usual, IOException cause) {
        if (cause instanceof ForbiddenAddressException) {
            return Fault.FORBIDDEN_ADDRESS;
        }
        if (TlsFailures.isUntrusted(cause)) {
            return Fault.UNTRUSTED;
        }
        return cause instanceof UnknownHostException ? Fault.UNKNOWN_HOST : usual;
    }
}
