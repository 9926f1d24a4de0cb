// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An error of the old API: status 200, and an {@code errcode} other than 0. */
record OldApiRefusal(int code, String message, @Nullable String subCode) {
    private static final int APP_QPS = 90018;

    static OldApiRefusal of(int code, String message) {
        return new OldApiRefusal(code, message, null);
    }

    static OldApiRefusal noScope() {
        String scope = CallKind.USER.scope();
        String message = "ding talk error[subcode=60011,submsg=应用尚未开通所需的权限：[" + scope + "]]";
        return new OldApiRefusal(88, message, "60011");
    }

    static OldApiRefusal throttled() {
        return of(APP_QPS, "应用调用该接口的QPS超过限制，请稍后重试");
    }

    ObjectNode json() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("errcode", code)
                .put("errmsg", message)
                .put("request_id", RequestIds.ofApi().toLowerCase(Locale.ROOT));
        if (subCode != null) {
            body.put("sub_code", subCode).put("sub_msg", message);
        }
        return body;
    }

    Answer answer() {
        return answer(200, json());
    }

    static Answer answer(int status, ObjectNode body) {
        return Answer.text(status, Map.of("Content-Type", "application/json;charset=utf-8"), body.toString());
    }
}
