// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /topapi/v2/user/get} of the old API: a userId in a form or in JSON, the token in the query. It does not
 * count toward the month's quota.
 */
final class UserEndpoint implements Endpoint {
    static final String PATH = "/topapi/v2/user/get";

    private final Apps apps;
    private final CallLimits limits;

    UserEndpoint(Apps apps, CallLimits limits) {
        this.apps = apps;
        this.limits = limits;
    }

    @Override
    public Answer answer(IncomingRequest request) {
        String token = request.parameter("access_token");
        if (token == null || token.isEmpty()) {
            return OldApiRefusal.of(41001, "缺少access_token").answer();
        }
        App app;
        try {
            app = apps.ofToken(token);
        } catch (ApiRefusal e) {
            return OldApiRefusal.of(40014, "不合法的access_token").answer();
        }
        try {
            app.checkScope(CallKind.USER);
        } catch (ApiRefusal e) {
            return OldApiRefusal.noScope().answer();
        }
        try {
            limits.checkRate(app.key(), CallKind.USER);
            return user(request);
        } catch (ApiRefusal e) {
            return OldApiRefusal.throttled().answer();
        }
    }

    private static Answer user(IncomingRequest request) {
        String language = field(request, "language");
        if (language != null && !Set.of("zh_CN", "en_US").contains(language)) {
            return OldApiRefusal.of(400002, "无效的参数:language").answer();
        }
        String userId = field(request, "userid");
        if (userId == null || userId.isBlank()) {
            return OldApiRefusal.of(400002, "无效的参数:userid").answer();
        }
        if (!userId.matches("[0-9A-Za-z_.@-]{1,64}")) {
            return OldApiRefusal.of(33012, "无效的userid").answer();
        }
        Optional<Person> person = People.findByUserId(userId);
        if (person.isEmpty()) {
            return OldApiRefusal.of(60121, "找不到该用户").answer();
        }
        ObjectNode answer = OldApiRefusal.of(0, "ok").json();
        ObjectNode result = answer.putObject("result");
        result.put("userid", person.get().userId());
        result.put("unionid", person.get().unionId());
        result.put("name", person.get().name());
        result.put("active", true);
        result.put("admin", person.get().equals(People.OPERATOR));
        result.putArray("dept_id_list").add(1);
        return OldApiRefusal.answer(200, answer);
    }

    private static @Nullable String field(IncomingRequest request, String name) {
        if (!request.isJson()) {
            return IncomingRequest.find(new String(request.body(), StandardCharsets.UTF_8), name);
        }
        try {
            return Parameters.text(JsonBodies.parse(request), name);
        } catch (ApiRefusal e) {
            return null; // The old API says the same of a broken body as of a missing field.
        }
    }
}
