// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An error of the API, in the shape of the gateway: {@code code}, {@code requestid} and {@code message}. */
final class ApiRefusal extends Exception {
    private static final String NO_SCOPE = "Forbidden.AccessDenied.AccessTokenPermissionDenied";
    private static final JsonMapper JSON = new JsonMapper();

    private final int status;
    private final String code;
    private final String text;

    ApiRefusal(int status, String code, String text) {
        super(code + ": " + text, null, false, false);
        this.status = status;
        this.code = code;
        this.text = text;
    }

    /** What a member gets who may not do it. */
    static ApiRefusal permissionDenied() {
        return new ApiRefusal(403, "permissionDenied", "The operator has no permission.");
    }

    /** What an app gets that lacks the scope of a call. */
    static ApiRefusal noScope(CallKind kind) {
        return new ApiRefusal(403, NO_SCOPE, "没有调用该接口的权限，接口权限申请参考：" + kind.scope());
    }

    /** The error as an answer to a call of that kind, which is what the scope depends on that it may name. */
    Answer answer(CallKind kind, String requestId) {
        ObjectNode body = JSON.createObjectNode();
        body.put("code", code).put("requestid", requestId).put("message", text);
        if (code.equals(NO_SCOPE)) {
            body.putObject("accessdenieddetail").putArray("requiredScopes").add(kind.scope());
        }
        return Answer.text(status, headers(requestId), body.toString());
    }

    /** The headers that every answer of the API has. */
    static Map<String, String> headers(String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Server", "DingTalk/1.0.0");
        headers.put("Content-Type", "application/json;charset=utf-8");
        headers.put("x-acs-request-id", requestId);
        headers.put("x-acs-trace-id", requestId.replace("-", "").toLowerCase(Locale.ROOT));
        return headers;
    }
}
