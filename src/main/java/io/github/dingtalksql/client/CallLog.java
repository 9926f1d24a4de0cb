// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.CallTally;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last {@value #MOST} requests of this JVM, oldest first. Thread-safe; the lock is held for moments only. */
public final class CallLog {
    /** How many are kept. */
    public static final int MOST = 10_000;

    private final Clock clock;
    private final Deque<CallRecord> calls = new ArrayDeque<>();

    CallLog(Clock clock) {
        this.clock = clock;
    }

    /** What is known at this moment, oldest first. */
    public synchronized List<CallRecord> calls() {
        return List.copyOf(calls);
    }

    synchronized void add(CallRecord call) {
        if (calls.size() == MOST) {
            calls.removeFirst();
        }
        calls.addLast(call);
    }

    /** An answer came from a cache. */
    void hit(Api api, CallTally tally) {
        tally.countCacheHit();
        add(new CallRecord(
                clock.instant(), api.shownAs(), null, null, 0, 0, true, tally.statementId(), tally.statement()));
    }

    Clock clock() {
        return clock;
    }
}
