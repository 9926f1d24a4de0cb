// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.io.IOException;

/** A host name or literal led to an address that is not of the public internet, and private networks are not allowed. */
public final class ForbiddenAddressException extends IOException {
    private static final long serialVersionUID = 1L;

    ForbiddenAddressException() {
        super("The host resolves to a private, link-local or loopback address");
    }
}
