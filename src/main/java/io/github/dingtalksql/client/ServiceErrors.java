// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.util.Map;

/**
 * What the service's error codes mean; {@link Fault} says what to do. The code wins over the HTTP status: the same code comes with
 * several, and 403 alone has four meanings. Sources: the error tables of the calls, {@code server-api-error-codes-1} and
 * {@code how-to-process-api-throttling} of DingTalk's documentation.
 */
final class ServiceErrors {
    private static final Map<String, Fault> BY_CODE = Map.ofEntries(
            Map.entry("paramError", Fault.BAD_PARAMETER),
            Map.entry("paramError.spaceId", Fault.BAD_PARAMETER),
            Map.entry("paramError.dentryId", Fault.BAD_PARAMETER),
            Map.entry("Missingbody", Fault.BAD_PARAMETER),
            Map.entry("operationNotSupported", Fault.NOT_DOWNLOADABLE),
            Map.entry("dentryDownloadProtocolNotSupport", Fault.NOT_DOWNLOADABLE),
            Map.entry("fileArchived", Fault.FILE_ARCHIVED),
            Map.entry("orgAuthLevelNotEnough", Fault.LOW_LEVEL),
            Map.entry("permissionDenied", Fault.NO_PERMISSION),
            Map.entry("spaceNotExist", Fault.NO_SPACE),
            Map.entry("dentryNotExist", Fault.NO_DENTRY),
            Map.entry("systemError", Fault.STUMBLED),
            Map.entry("unknownError", Fault.STUMBLED),
            Map.entry("server.error", Fault.STUMBLED),
            Map.entry("ServiceUnavailable", Fault.STUMBLED),
            Map.entry("operationTimeout", Fault.OPERATION_TIMED_OUT),
            Map.entry("operationConcurrentControl", Fault.IN_USE),
            Map.entry("InvalidAuthentication", Fault.BAD_TOKEN),
            Map.entry("invalidClientIdOrSecret", Fault.BAD_CREDENTIALS),
            Map.entry("invalid.client", Fault.BAD_CREDENTIALS),
            Map.entry("unauthorized.client", Fault.BAD_CREDENTIALS),
            Map.entry("Forbidden.AccessDenied.AccessTokenPermissionDenied", Fault.NO_SCOPE),
            Map.entry("Forbidden.AccessDenied.IpNotInWhiteList", Fault.ADDRESS_NOT_LISTED),
            Map.entry("Forbidden.AccessDenied.ApiCountLimitForOrg", Fault.QUOTA_SPENT),
            Map.entry("system.busy", Fault.THROTTLED),
            Map.entry("systemBusy", Fault.THROTTLED),
            Map.entry("qps.exceed.limit", Fault.THROTTLED),
            Map.entry("request.overlimit", Fault.THROTTLED),
            Map.entry("nodeNotExist", Fault.NO_NODE),
            Map.entry("parentNodeNotExist", Fault.NO_NODE),
            Map.entry("documentNotExist", Fault.NO_FILE_BEHIND),
            Map.entry("workspaceNotExist", Fault.NO_WORKSPACE),
            Map.entry("isNotWorkspace", Fault.NO_WORKSPACE),
            // The numbers of the old API's envelope, {"errcode": 40014, ...}.
            Map.entry("40014", Fault.BAD_TOKEN),
            Map.entry("42001", Fault.BAD_TOKEN),
            Map.entry("41001", Fault.BAD_TOKEN),
            Map.entry("40001", Fault.BAD_CREDENTIALS),
            Map.entry("60011", Fault.NO_SCOPE),
            Map.entry("88", Fault.NO_SCOPE),
            Map.entry("60020", Fault.ADDRESS_NOT_LISTED),
            Map.entry("90018", Fault.THROTTLED),
            Map.entry("90002", Fault.THROTTLED),
            Map.entry("90020", Fault.QUOTA_SPENT),
            Map.entry("33012", Fault.NO_USER),
            Map.entry("60121", Fault.NO_USER),
            Map.entry("400002", Fault.BAD_PARAMETER),
            Map.entry("-1", Fault.STUMBLED));

    private ServiceErrors() {}

    /** @param serviceCode empty if the answer had none */
    static Fault fault(String serviceCode, int status) {
        Fault known = BY_CODE.get(serviceCode);
        if (known != null) {
            return known;
        }
        if (serviceCode.contains("QpsLimit") || serviceCode.contains("QpmLimit")) {
            return Fault.THROTTLED;
        }
        if (serviceCode.contains("ApiCountLimit")) {
            return Fault.QUOTA_SPENT;
        }
        if (serviceCode.startsWith("paramError")) {
            return Fault.BAD_PARAMETER;
        }
        return byStatus(status);
    }

    private static Fault byStatus(int status) {
        return switch (status) {
            case 400 -> Fault.BAD_PARAMETER;
            case 401 -> Fault.BAD_TOKEN;
            case 403 -> Fault.NO_PERMISSION;
            case 408, 500, 502, 504 -> Fault.STUMBLED;
            case 429, 503 -> Fault.THROTTLED;
            default -> Fault.NOT_DINGTALK;
        };
    }
}
