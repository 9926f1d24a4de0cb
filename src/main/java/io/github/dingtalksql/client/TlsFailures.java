// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Tells a certificate that is not accepted from a TLS connection that broke, which is an SSLException too but passes. */
public final class TlsFailures {
    private TlsFailures() {}

    public static boolean isUntrusted(IOException failure) {
        return failure instanceof SSLPeerUnverifiedException
                || failure instanceof SSLHandshakeException && failure.getCause() instanceof GeneralSecurityException;
    }
}
