// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one statement has cost so far: calls are a monthly budget of the whole organisation, so whoever makes one counts
 * it here. Thread-safe.
 */
public final class CallTally {
    private static final int LONGEST_STATEMENT = 1000;

    /** Text literals, quoted identifiers (which stay), comments. */
    private static final Pattern HIDDEN =
            Pattern.compile("'[^']*+'?|\"[^\"]*+\"?|--[^\\r\\n]*+|/\\*.*?(\\*/|$)", Pattern.DOTALL);

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+");

    private final String statementId;
    private final String statement;
    private final AtomicInteger apiCalls = new AtomicInteger();
    private final AtomicInteger cacheHits = new AtomicInteger();
    private final AtomicInteger storageRequests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    private CallTally(String statementId, String statement) {
        this.statementId = statementId;
        this.statement = statement;
    }

    /** The tally of something that is no statement, such as the fetching of metadata. */
    public static CallTally ofNoStatement() {
        return new CallTally("", "");
    }

    /**
     * The tally of one run of a statement.
     *
     * @param sql may hold anything; of its text literals, where a link or an operator may stand, nothing is kept
     */
    public static CallTally of(String sql) {
        String id = String.format("%08x", ThreadLocalRandom.current().nextInt());
        return new CallTally(id, withoutLiterals(sql));
    }

    /** Names one run of a statement in this JVM; empty if there is no statement. */
    public String statementId() {
        return statementId;
    }

    /** The SQL on one line, at most 1,000 characters of it, with {@code '…'} for every text literal. */
    public String statement() {
        return statement;
    }

    /**
     * To be called before each call of the API that counts toward the month's quota.
     *
     * @param most how many this statement may make
     * @throws DingTalkException {@link ErrorCode#TOO_MANY_CALLS} instead of the call after that
     */
    public void startApiCall(int most) {
        if (apiCalls.getAndUpdate(made -> made >= most ? made : made + 1) >= most) {
            throw new DingTalkException(
                    ErrorCode.TOO_MANY_CALLS,
                    "This statement has made " + most + " calls of DingTalk's API, as many as maxApiCallsPerQuery"
                            + " allows; no more was made. Narrow the query (a smaller folder, LIMIT, fewer files), or"
                            + " raise the connection property maxApiCallsPerQuery");
        }
    }

    public void countCacheHit() {
        cacheHits.incrementAndGet();
    }

    public void countStorageRequest() {
        storageRequests.incrementAndGet();
    }

    public void countBytes(long count) {
        bytes.addAndGet(count);
    }

    /** Calls of the API, repeated ones included; without those for tokens and users, which are free. */
    public int apiCalls() {
        return apiCalls.get();
    }

    /** {@code 3 API calls, 1 answer from the cache, 4 storage requests, 8192 bytes}. */
    @Override
    public String toString() {
        return apiCalls.get() + " API calls, " + cacheHits.get() + " answers from caches, " + storageRequests.get()
                + " storage requests, " + bytes.get() + " bytes";
    }

    private static String withoutLiterals(String sql) {
        String shown = HIDDEN.matcher(sql)
                .replaceAll(match -> switch (match.group().charAt(0)) {
                    case '\'' -> "'…'";
                    case '"' -> Matcher.quoteReplacement(match.group());
                    default -> " ";
                });
        String line = CONTROL.matcher(shown).replaceAll(" ").strip();
        return line.substring(0, Math.min(line.length(), LONGEST_STATEMENT));
    }
}
