// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.client.Fault;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One attempt to read a range failed. Its message has no URL and no header of the request. */
final class RangeFaultException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final @Nullable String serviceCode;
    private final @Nullable Duration retryAfter;

    RangeFaultException(Fault fault, String message) {
        this(fault, message, null, null);
    }

    RangeFaultException(Fault fault, String message, @Nullable String serviceCode, @Nullable Duration retryAfter) {
        super(message);
        this.fault = fault;
        this.serviceCode = serviceCode;
        this.retryAfter = retryAfter;
    }

    Fault fault() {
        return fault;
    }

    /** The {@code Code} of the object store's error document. */
    @Nullable
    String serviceCode() {
        return serviceCode;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
