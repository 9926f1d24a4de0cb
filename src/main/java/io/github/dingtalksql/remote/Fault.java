// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.ErrorCode;

/**
 * What can go wrong with one range request, and what to do about it: the table that {@link RetryPolicy} follows. The
 * object store's statuses are classified by {@link StoreErrors}.
 */
enum Fault {
    UNREACHABLE(Move.TRY_NEXT, ErrorCode.UNREACHABLE, "Check the network, proxies and firewalls."),
    UNKNOWN_HOST(Move.LEAVE_URL, ErrorCode.UNREACHABLE, "The name of the object store does not resolve: check DNS."),
    UNTRUSTED(Move.LEAVE_URL, ErrorCode.UNREACHABLE, "The store's certificate is not accepted; it is never bypassed."),
    FORBIDDEN_ADDRESS(Move.LEAVE_URL, ErrorCode.UNREACHABLE, "If that is meant, set allowPrivateNetworks=true."),
    BAD_URL(Move.LEAVE_URL, ErrorCode.SERVICE_FAILED, "The service gave a URL that cannot be used."),
    BROKEN(Move.TRY_NEXT, ErrorCode.BROKEN_STREAM, "Try again; raise maxRetries on a bad network."),
    TIMED_OUT(Move.TRY_NEXT, ErrorCode.BROKEN_STREAM, "Try again; raise readTimeout on a slow network."),
    TOO_SLOW(Move.TRY_NEXT, ErrorCode.BROKEN_STREAM, "Less than 1 KiB/s arrived for a minute: try again later."),
    SERVER_FAILED(Move.TRY_NEXT, ErrorCode.SERVICE_FAILED, "The object store failed: try again later."),
    BUSY(Move.TRY_NEXT, ErrorCode.THROTTLED, "The object store is throttling: lower parallelism or try again later."),
    REFUSED(Move.RENEW, ErrorCode.PERMISSION_DENIED, "The object store refuses even a fresh download info."),
    GONE(Move.RENEW, ErrorCode.NOT_FOUND, "The file is gone from the object store."),
    ARCHIVED(Move.FAIL, ErrorCode.ARCHIVED, "The object is archived: try again in some minutes."),
    CHANGED(Move.FAIL, ErrorCode.FILE_CHANGED, "The file changed while it was read: run the query again."),
    WRONG_ANSWER(
            Move.LEAVE_URL,
            ErrorCode.BROKEN_STREAM,
            "Something between here and the store does not speak HTTP ranges."),
    REDIRECTED(Move.LEAVE_URL, ErrorCode.BROKEN_STREAM, "Redirects to other hosts would take the signature along."),
    NOT_RESUMABLE(Move.FAIL, ErrorCode.BROKEN_STREAM, "The server ignores ranges, so the transfer cannot be resumed.");

    /** What follows a fault. */
    enum Move {
        /** Wait, then again; at the next URL if this one gave nothing. Bounded by {@code maxRetries}. */
        TRY_NEXT,
        /** Get a newer download info once; if that is refused too, as {@link #LEAVE_URL}. */
        RENEW,
        /** Do not use this URL any more; fail when none is left. */
        LEAVE_URL,
        /** Nothing would help. */
        FAIL
    }

    private final Move move;
    private final ErrorCode code;
    private final String advice;

    Fault(Move move, ErrorCode code, String advice) {
        this.move = move;
        this.code = code;
        this.advice = advice;
    }

    Move move() {
        return move;
    }

    ErrorCode code() {
        return code;
    }

    String advice() {
        return advice;
    }
}
