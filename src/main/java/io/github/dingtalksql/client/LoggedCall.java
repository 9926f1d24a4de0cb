// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Follows one HTTP request from its start to the end of its answer, and writes it into the log. */
final class LoggedCall extends EventListener {
    private final CallLog log;
    private final RequestOrigin origin;
    private final Instant time;
    private final long startedNanos = System.nanoTime();
    private volatile @Nullable Integer status;
    private volatile @Nullable String requestId;
    private volatile long bytes;

    private LoggedCall(CallLog log, RequestOrigin origin) {
        this.log = log;
        this.origin = origin;
        this.time = log.clock().instant();
    }

    static EventListener.Factory into(CallLog log) {
        return call -> {
            RequestOrigin origin = call.request().tag(RequestOrigin.class);
            return origin == null ? EventListener.NONE : new LoggedCall(log, origin);
        };
    }

    @Override
    public void callStart(Call call) {
        if (origin.isObject()) {
            origin.tally().countStorageRequest();
        }
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        status = response.code();
        String id = response.header("x-acs-request-id", response.header("x-oss-request-id"));
        requestId = id == null ? null : CleanText.line(id, 64);
    }

    @Override
    public void responseBodyEnd(Call call, long byteCount) {
        bytes += byteCount;
    }

    @Override
    public void callEnd(Call call) {
        write();
    }

    @Override
    public void callFailed(Call call, IOException failure) {
        write();
    }

    private void write() {
        origin.tally().countBytes(bytes);
        log.add(new CallRecord(
                time,
                origin.api(),
                status,
                requestId,
                bytes,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos),
                false,
                origin.tally().statementId(),
                origin.tally().statement()));
    }
}
