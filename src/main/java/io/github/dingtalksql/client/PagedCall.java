// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.AnswerCache.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one listing, from a cache or by calls. Not thread-safe.
 *
 * <p>Pages of different times do not fit together: only those count that are not older than the first.
 */
final class PagedCall<T> implements Listing.Pages<T> {
    /** Makes the request for a page; null asks for the first. */
    @FunctionalInterface
    interface Requests {
        ApiRequest of(@Nullable String nextToken);
    }

    private final CachedCalls calls;
    private final AnswerCache<Page<T>> cache;
    private final Requests requests;
    private final String rows;
    private final Function<AnswerFields, T> parser;
    private final Execution execution;
    private long oldestNanos;

    /** @param rows field of the answer that has the array of rows */
    PagedCall(
            CachedCalls calls,
            AnswerCache<Page<T>> cache,
            Requests requests,
            String rows,
            Function<AnswerFields, T> parser,
            Execution execution) {
        this.calls = calls;
        this.cache = cache;
        this.requests = requests;
        this.rows = rows;
        this.parser = parser;
        this.execution = execution;
    }

    @Override
    public Page<T> page(@Nullable String nextToken, boolean fresh) {
        ApiRequest request = requests.of(nextToken);
        if (calls.areOff()) {
            return calls.answer(cache, request, execution, body -> parse(request, body));
        }
        if (nextToken == null) {
            oldestNanos = fresh ? calls.now() : calls.oldest();
        }
        Kept<Page<T>> kept = calls.answer(cache, request, oldestNanos, execution, body -> parse(request, body));
        if (nextToken == null) {
            oldestNanos = kept.atNanos();
        }
        return kept.value();
    }

    private Page<T> parse(ApiRequest request, JsonNode body) {
        AnswerFields answer = new AnswerFields(request.operation(), body);
        JsonNode array = body.path(rows);
        // An answer without the array could be anything: taking it for an empty page might hide files.
        if (!array.isArray()) {
            throw answer.malformed("it has no array " + rows);
        }
        List<T> parsed = new ArrayList<>();
        for (JsonNode row : array) {
            parsed.add(parser.apply(new AnswerFields(request.operation(), row)));
        }
        return new Page<>(parsed, answer.text("nextToken"));
    }
}
