// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.ErrorCode;

/**
 * What can go wrong with one request, to the object store or to the API, and what to do about it: the one table that
 * {@link RetryPolicy} follows. {@code docs/reliability.md} has the same. Answers of the store are classified by
 * {@code remote.StoreErrors}, those of the API by {@link ServiceErrors}, failed connections by {@link ConnectionFaults}.
 */
public enum Fault {
    UNKNOWN_HOST(
            Of.BOTH, Move.LEAVE_URL, 0, ErrorCode.UNREACHABLE, "The name does not resolve: check endpoint and DNS."),
    UNTRUSTED(
            Of.BOTH,
            Move.LEAVE_URL,
            0,
            ErrorCode.UNREACHABLE,
            "The server's certificate is not accepted; it is never bypassed."),
    FORBIDDEN_ADDRESS(
            Of.BOTH, Move.LEAVE_URL, 0, ErrorCode.UNREACHABLE, "If that is meant, set allowPrivateNetworks=true."),

    UNREACHABLE(
            Of.STORE, Move.REPEAT, Most.RETRIES, ErrorCode.UNREACHABLE, "Check the network, proxies and firewalls."),
    BAD_URL(Of.STORE, Move.LEAVE_URL, 0, ErrorCode.SERVICE_FAILED, "The service gave a URL that cannot be used."),
    BROKEN(
            Of.STORE,
            Move.REPEAT,
            Most.RETRIES,
            ErrorCode.BROKEN_STREAM,
            "Try again; raise maxRetries on a bad network."),
    TIMED_OUT(
            Of.STORE,
            Move.REPEAT,
            Most.RETRIES,
            ErrorCode.BROKEN_STREAM,
            "Try again; raise readTimeout on a slow network."),
    TOO_SLOW(
            Of.STORE,
            Move.REPEAT,
            Most.RETRIES,
            ErrorCode.BROKEN_STREAM,
            "Less than 1 KiB/s arrived for a minute: try again later."),
    SERVER_FAILED(
            Of.STORE, Move.REPEAT, Most.RETRIES, ErrorCode.SERVICE_FAILED, "The object store failed: try again later."),
    BUSY(
            Of.STORE,
            Move.REPEAT,
            Most.RETRIES,
            ErrorCode.THROTTLED,
            "The object store is throttling: lower parallelism or try again later."),
    REFUSED(
            Of.STORE,
            Move.RENEW,
            1,
            ErrorCode.PERMISSION_DENIED,
            "The object store refuses even a fresh download info."),
    GONE(Of.STORE, Move.RENEW, 1, ErrorCode.NOT_FOUND, "The file is gone from the object store."),
    ARCHIVED(Of.STORE, Move.FAIL, 0, ErrorCode.ARCHIVED, "The object is archived: try again in some minutes."),
    CHANGED(Of.STORE, Move.FAIL, 0, ErrorCode.FILE_CHANGED, "The file changed while it was read: run the query again."),
    WRONG_ANSWER(
            Of.STORE,
            Move.LEAVE_URL,
            0,
            ErrorCode.BROKEN_STREAM,
            "Something between here and the store does not speak HTTP ranges."),
    REDIRECTED(
            Of.STORE,
            Move.LEAVE_URL,
            0,
            ErrorCode.BROKEN_STREAM,
            "Redirects to other hosts would take the signature along."),
    NOT_RESUMABLE(
            Of.STORE,
            Move.FAIL,
            0,
            ErrorCode.BROKEN_STREAM,
            "The server ignores ranges, so the transfer cannot be resumed."),

    NO_ANSWER(Of.API, Move.REPEAT, Most.STUMBLES, ErrorCode.UNREACHABLE, "Check the network, proxies and firewalls."),
    STUMBLED(
            Of.API,
            Move.REPEAT,
            Most.STUMBLES,
            ErrorCode.SERVICE_FAILED,
            "Try again later; the request id helps DingTalk's support."),
    OPERATION_TIMED_OUT(Of.API, Move.REPEAT, Most.STUMBLES, ErrorCode.OPERATION_TIMEOUT, "Try again later."),
    IN_USE(
            Of.API,
            Move.REPEAT,
            Most.STUMBLES,
            ErrorCode.THROTTLED,
            "Another operation is running on it: try again later."),
    THROTTLED(
            Of.API,
            Move.SLOW_DOWN,
            Most.RETRIES,
            ErrorCode.THROTTLED,
            "Lower apiCallsPerSecond (a standard organisation may make 20 calls a second), or try again later."),
    BANNED(Of.API, Move.SIT_OUT, Most.RETRIES, ErrorCode.THROTTLED, "Lower apiCallsPerSecond."),
    BAD_TOKEN(
            Of.API,
            Move.RENEW,
            1,
            ErrorCode.BAD_CREDENTIALS,
            "Check appKey and appSecret (or accessToken), and that endpoint is the one this app belongs to."),
    BAD_CREDENTIALS(
            Of.API,
            Move.FAIL,
            0,
            ErrorCode.BAD_CREDENTIALS,
            "Check appKey and appSecret, and that endpoint is the app's one."),
    QUOTA_SPENT(
            Of.API,
            Move.FAIL,
            0,
            ErrorCode.QUOTA_SPENT,
            "The organisation's API calls of this month are used up: wait for the next month or buy more."),
    BAD_PARAMETER(Move.FAIL, ErrorCode.INVALID_ARGUMENT, Topic.PARAMETER),
    NO_PERMISSION(Move.FAIL, ErrorCode.PERMISSION_DENIED, Topic.ROLE),
    NO_SCOPE(Move.FAIL, ErrorCode.PERMISSION_DENIED, Topic.SCOPE),
    ADDRESS_NOT_LISTED(
            Of.API,
            Move.FAIL,
            0,
            ErrorCode.PERMISSION_DENIED,
            "Add this machine's address to the app's server IP allow list."),
    LOW_LEVEL(
            Of.API,
            Move.FAIL,
            0,
            ErrorCode.PERMISSION_DENIED,
            "The organisation's certification level is too low for this call."),
    NOT_DOWNLOADABLE(
            Of.API,
            Move.FAIL,
            0,
            ErrorCode.UNSUPPORTED,
            "There are no bytes to read: it is an online document (adoc, axls …), which has to be exported first, or a"
                    + " folder."),
    FILE_ARCHIVED(
            Of.API,
            Move.FAIL,
            0,
            ErrorCode.ARCHIVED,
            "DingTalk has begun to fetch the file back: try again in some minutes."),
    NO_SPACE(
            Of.API,
            Move.FAIL,
            0,
            ErrorCode.NOT_FOUND,
            "Check space_id: it is the storage space's id, not the workspaceId."),
    NO_DENTRY(
            Of.API,
            Move.FAIL,
            0,
            ErrorCode.NOT_FOUND,
            "Check dentry_id (and version): the file may have been deleted or moved."),
    NO_NODE(
            Of.API,
            Move.FAIL,
            0,
            ErrorCode.NOT_FOUND,
            "Check the node's id or link: it may have been deleted, or moved where the operator does not see it."),
    NO_FILE_BEHIND(
            Of.API,
            Move.FAIL,
            0,
            ErrorCode.NOT_FOUND,
            "There is no file behind this node: it was deleted, or it is a shortcut or another kind of document."),
    NO_WORKSPACE(Of.API, Move.FAIL, 0, ErrorCode.NOT_FOUND, "Check workspace_id: the table workspaces lists them."),
    NO_USER(Of.API, Move.FAIL, 0, ErrorCode.NOT_FOUND, "Check userId: no user of the app's organisation has it."),
    NOT_JSON(Move.FAIL, ErrorCode.SERVICE_FAILED, Topic.ANSWER),
    NOT_DINGTALK(
            Of.API, Move.FAIL, 0, ErrorCode.SERVICE_FAILED, "Check that endpoint is the base URL of DingTalk's API.");

    /** Whose requests it happens to. */
    public enum Of {
        STORE,
        API,
        BOTH
    }

    /** What follows a fault. */
    public enum Move {
        /** Wait, then again; at the next URL if there is one and this one gave nothing. */
        REPEAT,
        /** As {@link #REPEAT}, but not before a second is over: as long a throttled call is refused. */
        SLOW_DOWN,
        /** Wait for the end of a ban, if the query's timeout allows it, then again. */
        SIT_OUT,
        /** Get a newer download info or token once, without waiting; if that is refused too, as {@link #LEAVE_URL}. */
        RENEW,
        /** Do not use this URL any more; fail when none is left. */
        LEAVE_URL,
        /** Nothing would help. */
        FAIL
    }

    /** What the advice is about, if the right one depends on the call. */
    enum Topic {
        /** The app lacks a permission. */
        SCOPE,
        /** The operator lacks a role. */
        ROLE,
        /** A value is not acceptable. */
        PARAMETER,
        /** The answer is not one of DingTalk's. */
        ANSWER,
        /** Something for which the same advice is right for every call. */
        NONE
    }

    /** How often at most; {@code maxRetries} is a bound of all. */
    private static final class Most {
        static final int RETRIES = Integer.MAX_VALUE;
        static final int STUMBLES = 3;
    }

    private final Of of;
    private final Move move;
    private final int most;
    private final ErrorCode code;
    private final Topic topic;
    private final String advice;

    Fault(Of of, Move move, int most, ErrorCode code, String advice) {
        this.of = of;
        this.move = move;
        this.most = most;
        this.code = code;
        this.topic = Topic.NONE;
        this.advice = advice;
    }

    Fault(Move move, ErrorCode code, Topic topic) {
        this.of = Of.API;
        this.move = move;
        this.most = 0;
        this.code = code;
        this.topic = topic;
        this.advice = "";
    }

    public Of of() {
        return of;
    }

    public Move move() {
        return move;
    }

    /** How often the move is made at most without progress in between. */
    public int most(int maxRetries) {
        return move == Move.RENEW ? most : Math.min(most, maxRetries);
    }

    /** What it ends with when no move is left and nobody has answered yet. */
    public ErrorCode code() {
        return code;
    }

    /** What it ends with after the store has answered for the file: then that breaks off which had begun. */
    public ErrorCode codeOnceAnswered() {
        return code == ErrorCode.UNREACHABLE && of != Of.API ? ErrorCode.BROKEN_STREAM : code;
    }

    Topic topic() {
        return topic;
    }

    /** One sentence that tells the user what to do; empty if it depends on the call. */
    public String advice() {
        return advice;
    }
}
