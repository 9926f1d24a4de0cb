// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.AccessTokens.AccessToken;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls of the API: sends JSON, repeats what may be repeated, and turns everything else into a
 * {@link DingTalkException} that names the operation. Thread-safe.
 *
 * <p>All calls made here only read, so repeating one is harmless.
 */
final class ApiCalls {
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private final ApiSettings settings;
    private final Call.Factory client;
    private final AppLimiter limiter;
    private final Backoff backoff;
    private final LongSupplier nanoTime;
    private final ApiBodies bodies;
    private final ApiFailures failures;

    ApiCalls(
            ApiSettings settings,
            Call.Factory client,
            ApiBodies bodies,
            AppLimiter limiter,
            Backoff backoff,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.client = client;
        this.bodies = bodies;
        this.limiter = limiter;
        this.backoff = backoff;
        this.nanoTime = nanoTime;
        this.failures = new ApiFailures(settings);
    }

    /** @param tokens null for a call without a token */
    ApiAnswer call(ApiRequest asked, @Nullable AccessTokens tokens, Execution execution) {
        RetryPolicy retries = new RetryPolicy(settings.maxRetries(), backoff);
        while (true) {
            AccessToken token = tokens == null ? null : tokens.token(execution);
            if (asked.api().isCounted()) {
                execution.tally().startApiCall(settings.maxApiCallsPerQuery());
            }
            if (token == null) {
                limiter.sitOut(execution);
            } else {
                limiter.acquire(asked.api(), settings.apiCallsPerSecond(), execution);
            }
            Outcome outcome = attempt(asked, request(asked, token, execution), token, execution);
            if (outcome.answer() != null) {
                return outcome.answer();
            }
            DingTalkException failure = failures.orInternal(outcome.failure());
            RetryPolicy.Step step = retries.after(outcome.fault(), outcome.retryAfter());
            if (step == null) {
                throw failure;
            }
            switch (step.move()) {
                // There is no other URL.
                case LEAVE_URL, FAIL -> throw failure;
                case RENEW -> {
                    if (tokens == null || token == null) {
                        throw failure;
                    }
                    tokens.renewed(token, execution);
                }
                case SIT_OUT -> {
                    if (!limiter.isWorthWaitingFor(execution)) {
                        throw failure;
                    }
                }
                case REPEAT, SLOW_DOWN -> execution.pause(step.delay());
            }
        }
    }

    private Request request(ApiRequest asked, @Nullable AccessToken token, Execution execution) {
        if (token != null && !SignedHeaders.isValue(token.value())) {
            throw new DingTalkException(ErrorCode.BAD_CREDENTIALS, "accessToken has characters that no token has");
        }
        Request.Builder request = new Request.Builder()
                .url(url(asked, token))
                .tag(RequestOrigin.class, new RequestOrigin(asked.api().shownAs(), execution.tally()))
                .header("Accept", "application/json");
        if (token != null && !asked.api().isOld()) {
            request.header("x-acs-dingtalk-access-token", token.value());
        }
        JsonNode body = asked.body();
        try {
            return body == null
                    ? request.build()
                    : request.post(RequestBody.create(bodies.write(body), JSON)).build();
        } catch (IOException e) {
            throw new DingTalkException(ErrorCode.INTERNAL, "A request body could not be written as JSON");
        }
    }

    private HttpUrl url(ApiRequest asked, @Nullable AccessToken token) {
        URI endpoint = asked.api().isOld() ? settings.oldEndpoint() : settings.endpoint();
        String base = endpoint.toString();
        HttpUrl url = HttpUrl.parse(
                (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + asked.pathAndQuery());
        if (url == null) {
            throw new DingTalkException(ErrorCode.INVALID_PROPERTY, "endpoint is not an http or https URL");
        }
        return token != null && asked.api().isOld()
                ? url.newBuilder()
                        .addQueryParameter("access_token", token.value())
                        .build()
                : url;
    }

    private Outcome attempt(ApiRequest asked, Request request, @Nullable AccessToken token, Execution execution) {
        String operation = asked.operation();
        Call call = client.newCall(request);
        long sent = nanoTime.getAsLong();
        try (Execution.Registration ignored = execution.onAbort(call::cancel);
                Response response = call.execute()) {
            byte[] bytes = bodies.bytes(response);
            if (bytes == null) {
                return Outcome.failed(failures.tooLong(operation));
            }
            JsonNode body = bodies.object(bytes);
            if (body == null) {
                String shown = new String(bytes, StandardCharsets.UTF_8);
                return notJson(asked, response, shown, token);
            }
            if (body.path("status").asInt() == 1111 && body.has("punish")) {
                limiter.ban();
                return Outcome.banned(failures.banned(operation));
            }
            String serviceCode = ApiFailures.serviceCode(body, response.isSuccessful());
            if (response.isSuccessful() && serviceCode.isEmpty()) {
                return Outcome.answered(new ApiAnswer(body, sent));
            }
            Fault fault = ServiceErrors.fault(serviceCode, response.code());
            return new Outcome(
                    null,
                    failures.refused(asked, response.code(), serviceCode, body, fault, token),
                    fault,
                    RetryAfter.of(response));
        } catch (IOException e) {
            execution.check();
            Fault fault = ConnectionFaults.of(Fault.NO_ANSWER, e);
            return new Outcome(null, failures.unreachable(operation, fault, e), fault, null);
        }
    }

    // A gateway's 502 page comes and goes; a page with status 200 is not DingTalk at all.
    private Outcome notJson(ApiRequest asked, Response response, String shown, @Nullable AccessToken token) {
        // A ban comes as a page too (page call-frequency-limit); the statuses of a refusal tell it from a lost gateway.
        boolean isRefusal = response.code() == 403 || response.code() == 429;
        if (isRefusal && shown.stripLeading().startsWith("<")) {
            limiter.ban();
            return Outcome.banned(failures.banned(asked.operation()));
        }
        Fault fault = response.isSuccessful() ? Fault.NOT_JSON : ServiceErrors.fault("", response.code());
        return new Outcome(
                null, failures.notJson(asked, response.code(), shown, fault, token), fault, RetryAfter.of(response));
    }

    /** @param fault of no meaning beside an answer */
    private record Outcome(
            @Nullable ApiAnswer answer,
            @Nullable DingTalkException failure,
            Fault fault,
            @Nullable Duration retryAfter) {
        static Outcome answered(ApiAnswer answer) {
            return new Outcome(answer, null, Fault.NOT_DINGTALK, null);
        }

        static Outcome banned(DingTalkException failure) {
            return new Outcome(null, failure, Fault.BANNED, null);
        }

        static Outcome failed(DingTalkException failure) {
            return new Outcome(null, failure, Fault.NOT_DINGTALK, null);
        }
    }
}
