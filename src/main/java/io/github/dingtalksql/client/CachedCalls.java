// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.AnswerCache.Kept;
import io.github.dingtalksql.client.AnswerCache.Key;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The calls of one caller, each answered from a cache if there is an answer that is young enough. Thread-safe. */
final class CachedCalls {
    private final ApiCalls calls;
    private final AccessTokens tokens;
    private final ApiSettings.Caller caller;
    private final Duration maxAge;
    private final CallLog log;
    private final LongSupplier nanoTime;

    /** @param maxAge how old an answer may be; zero for none from before */
    CachedCalls(
            ApiCalls calls,
            AccessTokens tokens,
            ApiSettings.Caller caller,
            Duration maxAge,
            CallLog log,
            LongSupplier nanoTime) {
        this.calls = calls;
        this.tokens = tokens;
        this.caller = caller;
        this.maxAge = maxAge;
        this.log = log;
        this.nanoTime = nanoTime;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** The time since which answers are young enough. */
    long oldest() {
        return now() - maxAge.toNanos();
    }

    boolean areOff() {
        return maxAge.isZero();
    }

    Key key(ApiRequest request) {
        return new Key(caller, request.identity());
    }

    /** @param parser makes the value of the answer's body */
    <V> V answer(AnswerCache<V> cache, ApiRequest request, Execution execution, Function<JsonNode, V> parser) {
        return areOff()
                ? call(request, execution, parser)
                : answer(cache, request, oldest(), execution, parser).value();
    }

    /** The same with an age of its own, and even if caches are off. */
    <V> Kept<V> answer(
            AnswerCache<V> cache,
            ApiRequest request,
            long oldestNanos,
            Execution execution,
            Function<JsonNode, V> parser) {
        execution.check();
        Key key = key(request);
        Kept<V> known = cache.find(key, oldestNanos);
        if (known != null) {
            log.hit(request.api(), execution.tally());
            return known;
        }
        return cache.called(key, oldestNanos, execution, own -> call(request, own, parser));
    }

    private <V> V call(ApiRequest request, Execution execution, Function<JsonNode, V> parser) {
        return parser.apply(calls.call(request, tokens, execution).body());
    }
}
