// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a listing, page by page as they are wanted: all of them, each once, or a failure. Not thread-safe.
 *
 * <p>By DingTalk's page {@code pagination}: a page may be shorter than asked for, or empty, without being the last; the
 * end is a {@code nextToken} that is absent or empty; when one has become invalid, the listing begins again with the
 * first page. Rows may come twice when the listing changes meanwhile (page of {@code listAll}).
 */
final class Listing<T> implements Iterator<T> {
    private static final int MOST_RESTARTS = 2;

    /** Gets one page. */
    interface Pages<T> {
        /**
         * @param nextToken null for the first page
         * @param fresh whether the listing has begun again, so that pages of before are no good
         */
        Page<T> page(@Nullable String nextToken, boolean fresh);
    }

    private final String operation;
    private final Pages<T> pages;
    private final Function<T, ?> identity;
    private final Execution execution;
    private final Set<Object> given = new HashSet<>();
    private final Set<String> tokens = new HashSet<>();
    private Iterator<T> rows = List.<T>of().iterator();
    private @Nullable String nextToken;
    private @Nullable T next;
    private boolean begun;
    private int restarts;

    /**
     * @param operation words that begin the message of a failure
     * @param identity what tells two rows apart
     */
    Listing(String operation, Pages<T> pages, Function<T, ?> identity, Execution execution) {
        this.operation = operation;
        this.pages = pages;
        this.identity = identity;
        this.execution = execution;
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            execution.check();
            if (rows.hasNext()) {
                T row = rows.next();
                next = given.add(identity.apply(row)) ? row : null;
            } else if (begun && nextToken == null) {
                return false;
            } else {
                turnPage();
            }
        }
        return true;
    }

    @Override
    public T next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        T row = next;
        next = null;
        return row;
    }

    private void turnPage() {
        try {
            Page<T> page = pages.page(nextToken, restarts > 0);
            begun = true;
            rows = page.rows().iterator();
            nextToken = page.nextToken();
        } catch (DingTalkException e) {
            if (nextToken == null || e.code() != ErrorCode.INVALID_ARGUMENT || restarts == MOST_RESTARTS) {
                throw e;
            }
            restarts++;
            nextToken = null;
            begun = false;
            tokens.clear();
            return;
        }
        if (nextToken != null && !tokens.add(nextToken)) {
            throw new DingTalkException(
                    ErrorCode.SERVICE_FAILED,
                    operation + " failed: the service gave the same nextToken twice, so that the listing would never"
                            + " end. What was listed so far is not complete. Try again later.");
        }
    }
}
