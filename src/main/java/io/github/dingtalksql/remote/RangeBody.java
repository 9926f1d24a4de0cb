// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.Fault;
import java.io.IOException;
import java.net.SocketTimeoutException;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The bytes of one checked answer. Used by one thread; ended by abort of the execution it was opened for. */
final class RangeBody implements AutoCloseable {
    /** The end is unknown until it is reached. */
    static final long UNKNOWN = Long.MAX_VALUE;

    private final @Nullable Call call;
    private final @Nullable Response response;
    private final Execution.@Nullable Registration registration;
    private final Execution scope;
    private final boolean whole;
    private long position;
    private long end;

    RangeBody(
            Call call,
            Response response,
            Execution.Registration registration,
            Execution scope,
            long position,
            long end,
            boolean whole) {
        this.call = call;
        this.response = response;
        this.registration = registration;
        this.scope = scope;
        this.position = position;
        this.end = end;
        this.whole = whole;
    }

    private RangeBody(long position, Execution scope) {
        this.call = null;
        this.response = null;
        this.registration = null;
        this.scope = scope;
        this.whole = true;
        this.position = position;
        this.end = position;
    }

    /** Nothing lies at or after {@code position}. */
    static RangeBody empty(long position, Execution scope) {
        return new RangeBody(position, scope);
    }

    /** Offset after the last byte, or {@link #UNKNOWN}. */
    long end() {
        return end;
    }

    /** Whether it goes on to the end of the file whatever was asked for. */
    boolean isWhole() {
        return whole;
    }

    long position() {
        return position;
    }

    /** At least one byte, or -1 at the end; never -1 before it. */
    int read(byte[] buffer, int offset, int length) throws RangeFaultException {
        if (response == null || position >= end) {
            return -1;
        }
        try {
            int wanted = (int) Math.min(length, end - position);
            int count = response.body().source().read(buffer, offset, wanted);
            if (count >= 0) {
                position += count;
                return count;
            }
        } catch (IOException e) {
            scope.check();
            Fault fault = e instanceof SocketTimeoutException ? Fault.TIMED_OUT : Fault.BROKEN;
            throw StoreErrors.of(fault, e);
        }
        return endOfTransfer(response);
    }

    // OkHttp takes the close of a connection for the end of a body without a length. We take it only from an encoding
    // that marks its end.
    private int endOfTransfer(Response ended) throws RangeFaultException {
        if (end != UNKNOWN) {
            throw new RangeFaultException(Fault.BROKEN, "the transfer ended " + (end - position) + " bytes too early");
        }
        if (!"chunked".equalsIgnoreCase(ended.header("Transfer-Encoding"))) {
            throw new RangeFaultException(
                    Fault.NOT_RESUMABLE, "the answer has no length, so whether it is complete cannot be known");
        }
        end = position;
        return -1;
    }

    /** Cancels before closing: closing alone would drain what is left. */
    @Override
    public void close() {
        if (registration != null) {
            registration.close();
        }
        if (call != null && position < end) {
            call.cancel();
        }
        if (response != null) {
            response.close();
        }
    }
}
