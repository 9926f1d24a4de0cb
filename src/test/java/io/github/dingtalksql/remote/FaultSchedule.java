// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.testing.FaultServer;
import io.github.dingtalksql.testing.FaultServer.Answer;
import io.github.dingtalksql.testing.FaultServer.Reply;
import io.github.dingtalksql.testing.FaultServer.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A store whose answers are faulty as a seed says: what the n-th request for a range meets is a function of the seed, the
 * range's end (the same however often it is resumed) and n. The faults pass: for one range no more of them come in a row
 * without progress than the default of {@code maxRetries} forgives. Safe for use by many threads.
 */
final class FaultSchedule implements Answer {
    enum Kind {
        NONE,
        RESET,
        END,
        RESET_BEFORE_HEADERS,
        END_BEFORE_HEADERS,
        STATUS_503,
        STATUS_500,
        GARBAGE,
        SHORTER,
        REFUSED,
        /** Only in schedules that stall. */
        STALL,
        /** Only in schedules that trickle. */
        TRICKLE,
        /** A URL that never answers rightly. */
        LYING_URL,
        /** A URL where nothing listens; counted once for each schedule that has it. */
        DEAD_URL
    }

    /** Those that any schedule has. */
    private static final int USUAL = Kind.STALL.ordinal() - 1;

    private static final String LYING = "lying";

    private final long seed;
    private final int percent;
    private final FakeStore store;
    private final Map<Kind, AtomicInteger> happened;
    private final boolean stalls;
    private final boolean trickles;
    private final boolean hasDeadUrl;
    private final boolean hasLyingUrl;
    private final Map<Long, RangeFaults> ranges = new ConcurrentHashMap<>();
    private final AtomicBoolean isSlow = new AtomicBoolean();
    private final AtomicLong late = new AtomicLong();

    private FaultSchedule(
            long seed,
            int percent,
            FakeStore store,
            Map<Kind, AtomicInteger> happened,
            boolean stalls,
            boolean trickles,
            boolean hasDeadUrl,
            boolean hasLyingUrl) {
        this.seed = seed;
        this.percent = percent;
        this.store = store;
        this.happened = happened;
        this.stalls = stalls;
        this.trickles = trickles;
        this.hasDeadUrl = hasDeadUrl;
        this.hasLyingUrl = hasLyingUrl;
    }

    static FaultSchedule random(long seed, Random random, FakeStore store, Map<Kind, AtomicInteger> happened) {
        return new FaultSchedule(
                seed,
                random.nextInt(35),
                store,
                happened,
                seed % 10 == 3,
                seed % 10 == 7,
                random.nextInt(4) == 0,
                random.nextInt(4) == 0);
    }

    static FaultSchedule ofPercent(int percent, long seed, FakeStore store) {
        return new FaultSchedule(seed, percent, store, new ConcurrentHashMap<>(), false, false, false, false);
    }

    boolean stalls() {
        return stalls;
    }

    boolean trickles() {
        return trickles;
    }

    /** On which every look takes a minute while a trickle goes on. */
    LongSupplier clock() {
        return () -> System.nanoTime() + (isSlow.get() ? late.addAndGet(61_000_000_000L) : late.get());
    }

    String[] urls(FaultServer server) {
        List<String> urls = new ArrayList<>(List.of(RemoteTesting.url(server), RemoteTesting.url(server) + "2"));
        if (hasDeadUrl) {
            urls.add("http://127.0.0.1:1/yundisk0/x");
            count(Kind.DEAD_URL);
        }
        if (hasLyingUrl) {
            urls.add(RemoteTesting.url(server) + LYING);
        }
        Collections.shuffle(urls, new Random(seed));
        return urls.toArray(new String[0]);
    }

    private void count(Kind kind) {
        happened.computeIfAbsent(kind, key -> new AtomicInteger()).incrementAndGet();
    }

    @Override
    public void to(Request request, Reply reply) throws IOException {
        isSlow.set(false);
        if (request.target().endsWith(LYING)) {
            count(Kind.LYING_URL);
            reply.full(204, "");
            return;
        }
        long[] range = FakeStore.range(request);
        RangeFaults faults = ranges.computeIfAbsent(range[1], RangeFaults::new);
        long at;
        Kind kind;
        synchronized (faults) {
            kind = faults.next();
            at = faults.place();
        }
        count(kind);
        answer(kind, at, range, request, reply);
    }

    private void answer(Kind kind, long at, long[] range, Request request, Reply reply) throws IOException {
        switch (kind) {
            case RESET -> store.resetAfter(at).to(request, reply);
            case END -> store.finAfter(at).to(request, reply);
            case RESET_BEFORE_HEADERS -> reply.rst();
            case END_BEFORE_HEADERS -> reply.fin();
            case STATUS_503 ->
                FakeStore.error(503, "TotalQpsLimitExceeded", "Retry-After: 0").to(request, reply);
            case STATUS_500 -> FakeStore.error(500, "InternalError").to(request, reply);
            case GARBAGE -> reply.send(FakeStore.bytes(at, at + 64)).fin();
            case SHORTER -> shorter(at, range, request, reply);
            case REFUSED -> FakeStore.error(403, "AccessDenied").to(request, reply);
            case STALL -> store.stallAfter(at).to(request, reply);
            case TRICKLE -> {
                isSlow.set(true);
                store.stallAfter(1).to(request, reply);
            }
            case NONE, LYING_URL, DEAD_URL -> store.to(request, reply);
        }
    }

    /** A legal answer with less than was asked for. */
    private void shorter(long at, long[] range, Request request, Reply reply) throws IOException {
        long end = range[0] + at + 1;
        if (range[1] > store.size || end >= range[1]) {
            store.to(request, reply);
            return;
        }
        reply.head(
                        206,
                        "ETag: " + FakeStore.ETAG,
                        "Content-Length: " + (end - range[0]),
                        "Content-Range: bytes " + range[0] + "-" + (end - 1) + "/" + store.size)
                .send(FakeStore.bytes(range[0], end));
    }

    /** What the requests for the range with one end meet, one after the other. */
    private final class RangeFaults {
        private final Random random;
        private final int mostInARow = hasDeadUrl ? 1 : 3;
        private int inARow;
        private boolean isRefused;

        RangeFaults(long end) {
            this.random = new Random(seed * 0x9E3779B97F4A7C15L ^ end);
        }

        Kind next() {
            int dice = random.nextInt(100);
            int kinds = USUAL + (stalls || trickles ? 1 : 0);
            Kind kind = Kind.values()[1 + random.nextInt(kinds)];
            if (kind == Kind.STALL && trickles) {
                kind = Kind.TRICKLE;
            }
            boolean isTooMuch = inARow >= mostInARow || isRefused && kind == Kind.REFUSED;
            if (dice >= percent || isTooMuch) {
                kind = Kind.NONE;
            }
            if (kind == Kind.NONE || kind == Kind.SHORTER) {
                inARow = 0;
                isRefused = false;
            } else {
                // A reset may take all that was sent along, so that nothing but the next good answer is progress.
                inARow++;
                isRefused |= kind == Kind.REFUSED;
            }
            return kind;
        }

        long place() {
            return random.nextInt(5) == 0 ? random.nextInt(3) : random.nextInt(200_000);
        }
    }
}
