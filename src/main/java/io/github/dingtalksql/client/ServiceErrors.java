// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.ErrorCode;
import java.util.Map;

/**
 * What the service's error codes mean, and what to do. The code wins over the HTTP status: the same code comes with
 * several, and 403 alone has four meanings. Sources: the error tables of the calls, {@code server-api-error-codes-1} and
 * {@code how-to-process-api-throttling} of DingTalk's documentation.
 */
final class ServiceErrors {
    /** What the client does about an error. */
    enum Reaction {
        /** Nothing that it could do would help. */
        FAIL,
        /** Get another token and repeat once. */
        RENEW_TOKEN,
        /** The service stumbled: repeat a few times. */
        REPEAT,
        /** Called too often: wait a second or what the service asks for, then repeat. */
        SLOW_DOWN,
        /** Banned: wait for the end, if there is time, then repeat. */
        SIT_OUT
    }

    /** What an error is about, if the right advice depends on the call. */
    enum Topic {
        /** The app lacks a permission. */
        SCOPE,
        /** The operator lacks a role. */
        ROLE,
        /** A value is not acceptable. */
        PARAMETER,
        /** Something for which the same advice is right for every call. */
        OTHER
    }

    /** @param advice one sentence that tells the user what to do; empty if {@link Advice} makes it for the topic */
    record Meaning(ErrorCode code, Reaction reaction, Topic topic, String advice) {
        Meaning(ErrorCode code, Reaction reaction, String advice) {
            this(code, reaction, Topic.OTHER, advice);
        }

        Meaning(ErrorCode code, Topic topic) {
            this(code, Reaction.FAIL, topic, "");
        }
    }

    /** Advice where nothing more is known of what was asked for. */
    static final String NOT_DOWNLOADABLE = "There are no bytes to read: it is an online document (adoc, axls …), which"
            + " has to be exported first, or a folder.";

    private static final Meaning PARAMETER = new Meaning(ErrorCode.INVALID_ARGUMENT, Topic.PARAMETER);
    private static final Meaning TOKEN = new Meaning(
            ErrorCode.BAD_CREDENTIALS,
            Reaction.RENEW_TOKEN,
            "Check appKey and appSecret (or accessToken), and that endpoint is the one this app belongs to.");
    private static final Meaning CREDENTIALS = new Meaning(
            ErrorCode.BAD_CREDENTIALS,
            Reaction.FAIL,
            "Check appKey and appSecret, and that endpoint is the app's one.");
    private static final Meaning THROTTLED = new Meaning(
            ErrorCode.THROTTLED,
            Reaction.SLOW_DOWN,
            "Lower apiCallsPerSecond (a standard organisation may make 20 calls a second), or try again later.");
    private static final Meaning QUOTA = new Meaning(
            ErrorCode.QUOTA_SPENT,
            Reaction.FAIL,
            "The organisation's API calls of this month are used up: wait for the next month or buy more.");
    private static final Meaning STUMBLED = new Meaning(
            ErrorCode.SERVICE_FAILED, Reaction.REPEAT, "Try again later; the request id helps DingTalk's support.");
    private static final Meaning TIMED_OUT =
            new Meaning(ErrorCode.OPERATION_TIMEOUT, Reaction.REPEAT, "Try again later.");
    private static final Meaning BUSY =
            new Meaning(ErrorCode.THROTTLED, Reaction.REPEAT, "Another operation is running on it: try again later.");
    private static final Meaning NO_SPACE = new Meaning(
            ErrorCode.NOT_FOUND, Reaction.FAIL, "Check space_id: it is the storage space's id, not the workspaceId.");
    private static final Meaning NO_DENTRY = new Meaning(
            ErrorCode.NOT_FOUND,
            Reaction.FAIL,
            "Check dentry_id (and version): the file may have been deleted or moved.");
    private static final Meaning NO_PERMISSION = new Meaning(ErrorCode.PERMISSION_DENIED, Topic.ROLE);
    private static final Meaning NO_SCOPE = new Meaning(ErrorCode.PERMISSION_DENIED, Topic.SCOPE);
    private static final Meaning BAD_IP = new Meaning(
            ErrorCode.PERMISSION_DENIED,
            Reaction.FAIL,
            "Add this machine's address to the app's server IP allow list.");
    private static final Meaning LOW_LEVEL = new Meaning(
            ErrorCode.PERMISSION_DENIED,
            Reaction.FAIL,
            "The organisation's certification level is too low for this call.");
    private static final Meaning NO_DOWNLOAD = new Meaning(ErrorCode.UNSUPPORTED, Reaction.FAIL, NOT_DOWNLOADABLE);
    private static final Meaning ARCHIVED = new Meaning(
            ErrorCode.ARCHIVED, Reaction.FAIL, "DingTalk has begun to fetch the file back: try again in some minutes.");

    private static final Meaning NO_NODE = new Meaning(
            ErrorCode.NOT_FOUND,
            Reaction.FAIL,
            "Check the node's id or link: it may have been deleted, or moved where the operator does not see it.");
    private static final Meaning NO_FILE_BEHIND = new Meaning(
            ErrorCode.NOT_FOUND,
            Reaction.FAIL,
            "There is no file behind this node: it was deleted, or it is a shortcut or another kind of document.");
    private static final Meaning NO_WORKSPACE =
            new Meaning(ErrorCode.NOT_FOUND, Reaction.FAIL, "Check workspace_id: the table workspaces lists them.");
    private static final Meaning NO_USER =
            new Meaning(ErrorCode.NOT_FOUND, Reaction.FAIL, "Check userId: no user of the app's organisation has it.");

    private static final Map<String, Meaning> BY_CODE = Map.ofEntries(
            Map.entry("paramError", PARAMETER),
            Map.entry("paramError.spaceId", PARAMETER),
            Map.entry("paramError.dentryId", PARAMETER),
            Map.entry("Missingbody", PARAMETER),
            Map.entry("operationNotSupported", NO_DOWNLOAD),
            Map.entry("dentryDownloadProtocolNotSupport", NO_DOWNLOAD),
            Map.entry("fileArchived", ARCHIVED),
            Map.entry("orgAuthLevelNotEnough", LOW_LEVEL),
            Map.entry("permissionDenied", NO_PERMISSION),
            Map.entry("spaceNotExist", NO_SPACE),
            Map.entry("dentryNotExist", NO_DENTRY),
            Map.entry("systemError", STUMBLED),
            Map.entry("unknownError", STUMBLED),
            Map.entry("server.error", STUMBLED),
            Map.entry("ServiceUnavailable", STUMBLED),
            Map.entry("operationTimeout", TIMED_OUT),
            Map.entry("operationConcurrentControl", BUSY),
            Map.entry("InvalidAuthentication", TOKEN),
            Map.entry("invalidClientIdOrSecret", CREDENTIALS),
            Map.entry("invalid.client", CREDENTIALS),
            Map.entry("unauthorized.client", CREDENTIALS),
            Map.entry("Forbidden.AccessDenied.AccessTokenPermissionDenied", NO_SCOPE),
            Map.entry("Forbidden.AccessDenied.IpNotInWhiteList", BAD_IP),
            Map.entry("Forbidden.AccessDenied.ApiCountLimitForOrg", QUOTA),
            Map.entry("system.busy", THROTTLED),
            Map.entry("systemBusy", THROTTLED),
            Map.entry("qps.exceed.limit", THROTTLED),
            Map.entry("request.overlimit", THROTTLED),
            Map.entry("nodeNotExist", NO_NODE),
            Map.entry("parentNodeNotExist", NO_NODE),
            Map.entry("documentNotExist", NO_FILE_BEHIND),
            Map.entry("workspaceNotExist", NO_WORKSPACE),
            Map.entry("isNotWorkspace", NO_WORKSPACE),
            // The numbers of the old API's envelope, {"errcode": 40014, ...}.
            Map.entry("40014", TOKEN),
            Map.entry("42001", TOKEN),
            Map.entry("41001", TOKEN),
            Map.entry("40001", CREDENTIALS),
            Map.entry("60011", NO_SCOPE),
            Map.entry("88", NO_SCOPE),
            Map.entry("60020", BAD_IP),
            Map.entry("90018", THROTTLED),
            Map.entry("90002", THROTTLED),
            Map.entry("90020", QUOTA),
            Map.entry("33012", NO_USER),
            Map.entry("60121", NO_USER),
            Map.entry("400002", PARAMETER),
            Map.entry("-1", STUMBLED));

    private ServiceErrors() {}

    /** @param serviceCode empty if the answer had none */
    static Meaning meaning(String serviceCode, int status) {
        Meaning known = BY_CODE.get(serviceCode);
        if (known != null) {
            return known;
        }
        if (serviceCode.contains("QpsLimit") || serviceCode.contains("QpmLimit")) {
            return THROTTLED;
        }
        if (serviceCode.contains("ApiCountLimit")) {
            return QUOTA;
        }
        if (serviceCode.startsWith("paramError")) {
            return PARAMETER;
        }
        return byStatus(status);
    }

    private static Meaning byStatus(int status) {
        return switch (status) {
            case 400 -> PARAMETER;
            case 401 -> TOKEN;
            case 403 -> NO_PERMISSION;
            case 408, 500, 502, 504 -> STUMBLED;
            case 429, 503 -> THROTTLED;
            default ->
                new Meaning(
                        ErrorCode.SERVICE_FAILED,
                        Reaction.FAIL,
                        "Check that endpoint is the base URL of DingTalk's API.");
        };
    }
}
