// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.client.AccessTokens.AccessToken;
import java.io.IOException;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Words the failures of API calls: operation, code, request id, what to do; never a secret. */
final class ApiFailures {
    private static final int LONGEST_MESSAGE = 500;
    private static final int LONGEST_EXCERPT = 80;

    private final ApiSettings settings;

    ApiFailures(ApiSettings settings) {
        this.settings = settings;
    }

    /** The code of an error answer; empty for a good one, or if the error has none. */
    static String serviceCode(JsonNode body, boolean successful) {
        JsonNode old = body.path("errcode");
        if (old.isValueNode() && !old.isNull() && !old.asText().equals("0")) {
            String sub = body.path("sub_code").asText("");
            return CleanText.line(sub.isEmpty() ? old.asText() : sub, 128);
        }
        JsonNode code = body.has("Code") ? body.path("Code") : body.path("code");
        if (successful && (!code.isTextual() || body.path("success").asBoolean(false))) {
            return "";
        }
        return code.isNull() ? "" : CleanText.line(code.asText(""), 128);
    }

    DingTalkException refused(
            ApiRequest asked, int status, String serviceCode, JsonNode body, Fault fault, @Nullable AccessToken token) {
        Secrets secrets = new Secrets(settings, token, asked.operator());
        StringBuilder message = new StringBuilder(asked.operation()).append(" failed: ");
        message.append(serviceCode.isEmpty() ? "no error code" : serviceCode);
        message.append(" (HTTP ").append(status);
        String requestId = CleanText.line(text(body, "requestid", "RequestId", "request_id"), 64);
        if (!requestId.isEmpty()) {
            message.append(", request id ").append(requestId);
        }
        message.append(')');
        String said = secrets.outOf(CleanText.line(text(body, "message", "Message", "errmsg"), LONGEST_MESSAGE));
        if (!said.isEmpty()) {
            message.append(": ").append(said).append(said.matches(".*[.!?。！？]") ? "" : ".");
        }
        message.append(' ').append(Advice.of(asked, fault, said, requiredScopes(body)));
        return new DingTalkException(
                fault.code(), message.toString(), serviceCode.isEmpty() ? null : serviceCode, null);
    }

    DingTalkException notJson(ApiRequest asked, int status, String shown, Fault fault, @Nullable AccessToken token) {
        Secrets secrets = new Secrets(settings, token, asked.operator());
        String excerpt = CleanText.line(secrets.outOf(CleanText.line(shown, LONGEST_MESSAGE)), LONGEST_EXCERPT);
        String begins = excerpt.isEmpty() ? "is empty" : "begins with: " + excerpt;
        return new DingTalkException(
                fault.code(),
                asked.operation() + " failed: the answer (HTTP " + status + ") is not a JSON object, it " + begins
                        + ". Check endpoint and proxies. " + Advice.of(asked, fault, "", ""));
    }

    DingTalkException tooLong(String operation) {
        return new DingTalkException(
                ErrorCode.SERVICE_FAILED,
                operation + " failed: the answer has more than " + ApiBodies.MAX_BYTES + " bytes. Check endpoint.");
    }

    DingTalkException banned(String operation) {
        return new DingTalkException(
                Fault.BANNED.code(),
                operation + " failed: DingTalk has banned this IP address for too many calls. No call is made for 5"
                        + " minutes. " + Fault.BANNED.advice() + " A statement with a query timeout that is longer"
                        + " waits for the end.");
    }

    DingTalkException unreachable(String operation, Fault fault, IOException cause) {
        String host = settings.endpoint().getHost();
        String why = CleanText.line(cause.getClass().getSimpleName() + ": " + cause.getMessage(), 200);
        return new DingTalkException(
                fault.code(), operation + " failed: no answer from " + host + " (" + why + "). " + fault.advice());
    }

    DingTalkException orInternal(@Nullable DingTalkException failure) {
        return failure == null ? new DingTalkException(ErrorCode.INTERNAL, "A call failed without a reason") : failure;
    }

    /** What a call is made with, and an answer may repeat. */
    private record Secrets(
            ApiSettings settings,
            @Nullable AccessToken token,
            @Nullable String operator) {
        String outOf(String text) {
            String clean = CleanText.without(settings.appSecret(), text);
            clean = CleanText.without(settings.accessToken(), clean);
            clean = CleanText.without(operator, clean);
            return token == null ? clean : CleanText.without(token.value(), clean);
        }

        @Override
        public String toString() {
            return "Secrets[***]";
        }
    }

    private static @Nullable String text(JsonNode body, String... names) {
        for (String name : names) {
            if (body.path(name).isTextual()) {
                return body.path(name).textValue();
            }
        }
        return null;
    }

    private static String requiredScopes(JsonNode body) {
        JsonNode detail =
                body.has("AccessDeniedDetail") ? body.path("AccessDeniedDetail") : body.path("accessdenieddetail");
        StringJoiner scopes = new StringJoiner(", ");
        for (JsonNode scope : detail.path("requiredScopes")) {
            scopes.add(CleanText.line(scope.asText(""), 100));
        }
        return CleanText.line(scopes.toString(), LONGEST_MESSAGE);
    }
}
