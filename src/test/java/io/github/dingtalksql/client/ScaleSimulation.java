// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A job over many files on many executors, in virtual time: prints what it asks of DingTalk and of the object store. The
 * driver's own {@link CallLimiter} (one for each executor) and {@link Backoff} decide when calls are made; the service
 * refuses a call if it has admitted 20 within the second before. Transfers share one network evenly.
 *
 * <p>Arguments: none; the cases are those of {@code docs/scale.md}.
 */
public final class ScaleSimulation {
    private static final long SECOND = 1_000_000_000L;
    private static final long LATENCY = SECOND / 20;
    private static final int SERVICE_LIMIT = 20;
    /** What {@code DownloadInfo.isValid} leaves of 900 seconds. */
    private static final long LINK_LIFETIME = 840 * SECOND;

    private static final int FIRST_RANGE = 128 * 1024;
    private static final int RANGE = 4 << 20;

    /** @param tasks run by an executor at once; @param gigabits of the network that all share */
    record Job(
            int files, long fileBytes, int executors, int tasks, int callsPerSecond, int maxRetries, double gigabits) {}

    private record Event(long time, Runnable action) {}

    private static final class Flow {
        final double end;
        final Runnable done;
        boolean over;

        Flow(double end, Runnable done) {
            this.end = end;
            this.done = done;
        }
    }

    private final Job job;
    private final Random random = new Random(8);
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::time));
    private final PriorityQueue<Flow> flows = new PriorityQueue<>(Comparator.comparingDouble(flow -> flow.end));
    private final Deque<Long> admitted = new ArrayDeque<>();
    private final List<CallLimiter> limiters = new ArrayList<>();
    private final Backoff backoff =
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), () -> random.nextDouble());

    private long now;
    private double served;
    private long servedAt;
    private int filesLeft;
    private long calls;
    private long refused;
    private long failed;
    private long renewed;
    private long busiestSecond;
    private long lastAnswerOfStart;
    private int firstCalls;

    private ScaleSimulation(Job job) {
        this.job = job;
        this.filesLeft = job.files();
        for (int i = 0; i < job.executors(); i++) {
            limiters.add(new CallLimiter(() -> now));
        }
    }

    public static void main(String[] args) {
        table().forEach(System.out::println);
    }

    /** What {@link #main} prints; the same at each run. */
    static List<String> table() {
        List<String> lines = new ArrayList<>(List.of(
                "| files | network | executors × tasks | `apiCallsPerSecond` | `maxRetries` | time | calls | refused |"
                        + " busiest second | tasks failed | links renewed | all have links after | store requests/s |",
                "|---|---|---|---|---|---|---|---|---|---|---|---|---|"));
        for (double gigabits : new double[] {1, 10}) {
            for (int[] setting : new int[][] {{15, 5}, {15, 20}, {1, 5}, {1, 20}}) {
                lines.add(line(new Job(10_000, 100_000_000, 100, 4, setting[0], setting[1], gigabits)));
            }
        }
        lines.add(line(new Job(10_000, 100_000_000, 20, 20, 1, 5, 10)));
        lines.add(line(new Job(100_000, 10_000_000, 20, 20, 1, 5, 10)));
        lines.add(line(new Job(10, 100_000_000_000L, 10, 1, 1, 5, 1)));
        return lines;
    }

    private static String line(Job job) {
        ScaleSimulation simulation = new ScaleSimulation(job);
        simulation.run();
        double seconds = simulation.now / (double) SECOND;
        return String.format(
                Locale.ROOT,
                "| %,d of %,d MB | %.0f Gbit/s | %d × %d | %d | %d | %,.0f s | %,d | %,d | %d | %d | %d | %.0f s | %.0f |",
                job.files(),
                job.fileBytes() / 1_000_000,
                job.gigabits(),
                job.executors(),
                job.tasks(),
                job.callsPerSecond(),
                job.maxRetries(),
                seconds,
                simulation.calls,
                simulation.refused,
                simulation.busiestSecond,
                simulation.failed,
                simulation.renewed,
                simulation.lastAnswerOfStart / (double) SECOND,
                job.files() * (double) requests(job.fileBytes()) / seconds);
    }

    private static long requests(long bytes) {
        long left = bytes;
        long count = 0;
        for (long range = FIRST_RANGE; left > 0; range = Math.min(RANGE, range * 2)) {
            left -= range;
            count++;
        }
        return count;
    }

    private void run() {
        for (int executor = 0; executor < job.executors(); executor++) {
            for (int task = 0; task < job.tasks(); task++) {
                int own = executor;
                at(0, () -> nextFile(own));
            }
        }
        while (true) {
            long flowEnd = flows.isEmpty() ? Long.MAX_VALUE : servedAt + (long) ((flows.peek().end - served) / rate());
            long eventTime = events.isEmpty() ? Long.MAX_VALUE : events.peek().time();
            if (flows.isEmpty() && (events.isEmpty() || filesLeft == 0 && idle())) {
                return;
            }
            if (flowEnd <= eventTime) {
                advance(Math.max(now, flowEnd));
                Flow flow = flows.remove();
                flow.over = true;
                flow.done.run();
            } else {
                Event event = events.remove();
                advance(event.time());
                event.action().run();
            }
        }
    }

    /** Only renewals of flows that are over are left. */
    private boolean idle() {
        return events.stream().allMatch(event -> event.action() instanceof Renewal renewal && renewal.flow.over);
    }

    private double rate() {
        double bytesPerNano = job.gigabits() / 8;
        return bytesPerNano / flows.size();
    }

    private void advance(long time) {
        if (!flows.isEmpty()) {
            served += (time - servedAt) * rate();
        }
        servedAt = time;
        now = time;
    }

    private void at(long time, Runnable action) {
        events.add(new Event(time, action));
    }

    private void nextFile(int executor) {
        if (filesLeft == 0) {
            return;
        }
        filesLeft--;
        call(executor, 0, () -> {
            if (++firstCalls == job.executors() * job.tasks()) {
                lastAnswerOfStart = now;
            }
            transfer(executor);
        });
    }

    private void transfer(int executor) {
        Flow flow = new Flow(served + job.fileBytes(), () -> nextFile(executor));
        flows.add(flow);
        at(now + LINK_LIFETIME, new Renewal(executor, flow));
    }

    private final class Renewal implements Runnable {
        private final int executor;
        private final Flow flow;

        Renewal(int executor, Flow flow) {
            this.executor = executor;
            this.flow = flow;
        }

        @Override
        public void run() {
            if (!flow.over) {
                renewed++;
                call(executor, 0, () -> at(now + LINK_LIFETIME, new Renewal(executor, flow)));
            }
        }
    }

    private void call(int executor, int attempt, Runnable then) {
        at(now + limiters.get(executor).reserve(job.callsPerSecond()), () -> {
            calls++;
            if (isAdmitted()) {
                at(now + LATENCY, then);
            } else if (attempt < job.maxRetries()) {
                refused++;
                long wait = SECOND + backoff.delay(attempt, null).toNanos();
                at(now + LATENCY + wait, () -> call(executor, attempt + 1, then));
            } else {
                // The engine runs the task again, on whichever executor is free.
                refused++;
                failed++;
                call(random.nextInt(job.executors()), 0, then);
            }
        });
    }

    private boolean isAdmitted() {
        while (!admitted.isEmpty() && admitted.peekFirst() <= now - SECOND) {
            admitted.removeFirst();
        }
        if (admitted.size() >= SERVICE_LIMIT) {
            return false;
        }
        admitted.addLast(now);
        busiestSecond = Math.max(busiestSecond, admitted.size());
        return true;
    }
}
