// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The requests in the order in which they arrived: the last {@value #LONGEST} of them, and the number of all. Safe for
 * use by many threads.
 */
final class Journal {
    static final int LONGEST = 10_000;

    private static final Set<String> SECRET_HEADERS =
            Set.of("authorization", "x-acs-dingtalk-access-token", "x-oss-security-token");

    /** The old API takes the access token from the query. */
    private static final String SECRET_PARAMETER = "((?:^|&)access_token=)[^&]*";

    private final InstantSource clock;
    private final Deque<JournalLine> lines = new ArrayDeque<>();
    private final Map<CallKind, Long> calls = new EnumMap<>(CallKind.class);
    private final Set<JournalLine> unfinished = new HashSet<>();

    Journal(InstantSource clock) {
        this.clock = clock;
    }

    JournalLine arrived(CallKind kind, IncomingRequest request, Target target) {
        JournalLine line = new JournalLine(new JournalEntry(
                kind,
                request.method(),
                request.path(),
                request.query().replaceAll(SECRET_PARAMETER, "$1***"),
                masked(request),
                target.file(),
                target.version(),
                kind.mayShowBody() ? new String(request.body(), StandardCharsets.UTF_8) : "",
                clock.instant(),
                0,
                0));
        synchronized (this) {
            lines.addLast(line);
            if (lines.size() > LONGEST) {
                lines.removeFirst();
            }
            calls.merge(kind, 1L, Long::sum);
            unfinished.add(line);
        }
        return line;
    }

    synchronized void finished(JournalLine line) {
        unfinished.remove(line);
        notifyAll();
    }

    synchronized List<JournalEntry> entries() {
        return lines.stream().map(JournalLine::entry).toList();
    }

    synchronized long calls(CallKind kind) {
        return calls.getOrDefault(kind, 0L);
    }

    synchronized void reset() {
        lines.clear();
        calls.clear();
    }

    synchronized boolean awaitIdle(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!unfinished.isEmpty()) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }

    private static Map<String, String> masked(IncomingRequest request) {
        Map<String, String> shown = new HashMap<>();
        request.headers()
                .forEach((name, values) ->
                        shown.put(name, SECRET_HEADERS.contains(name) ? "***" : String.join(",", values)));
        return shown;
    }
}
