// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.Execution;

/** The one place where bytes come from: one range request. Thread-safe. */
interface RangeReader {
    /**
     * Sends one request for {@code from} (inclusive) to {@code to} (exclusive) and checks everything the answer says,
     * first answer included. The caller closes the body; abort of {@code scope} ends both request and body.
     */
    RangeBody open(DownloadLink.Target target, long from, long to, Execution scope) throws RangeFaultException;
}
