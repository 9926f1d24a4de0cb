// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.Instruction;
import io.github.dingtalksql.emulator.VirtualCsv;
import io.github.dingtalksql.testing.Latencies;
import io.github.dingtalksql.testing.Pauses;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cancel, timeout, close and interrupt reach what is blocked (cases 102 to 112). Times are measured several times and
 * their median compared with the limit; {@code -Dlifecycle.rounds=200} on a quiet machine compares 99 % of them.
 */
class LifecycleTest {
    private static final String COUNT =
            "SELECT COUNT(*) FROM file_content WHERE space_id = '854' AND dentry_id = '1000'";
    private static final String SIXTY_THOUSAND =
            "(SELECT byte_offset AS n FROM file_content WHERE space_id = '854' AND dentry_id = '1000'"
                    + " AND byte_offset < 7000000)";
    /** Computes for minutes. */
    private static final String CROSS =
            "SELECT COUNT(*) FROM " + SIXTY_THOUSAND + " a, " + SIXTY_THOUSAND + " b WHERE a.n + b.n < 0";

    private static final int ROUNDS = Integer.getInteger("lifecycle.rounds", 3);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private DingTalkEmulator emulator;
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        emulator = DingTalkEmulator.builder()
                .samples()
                .file(EmulatedFile.of(
                        "854", "1000", "big.csv", VirtualCsv.ofLength(64 << 20).bytes()))
                .callsPerSecond(1000)
                .start();
        connection = newConnection();
        warmUp();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        threads.shutdownNow();
        emulator.close();
    }

    /** Not after the minute that the store asks for. */
    @Test
    void case107_cancelDuringTheWaitForTheNextAttemptEndsItAtOnce() throws Exception {
        emulator.instruct(
                Instruction.onObject().fails(503, "TotalQpsLimitExceeded").sets("Retry-After", "60"));
        try (Statement statement = connection.createStatement()) {
            CompletableFuture<SQLException> failure = failureOf(statement, COUNT);
            assertThat(Pauses.locksHeldWhileWaiting(Class.forName("io.github.dingtalksql.remote.RangeTransfer")))
                    .isEmpty();
            long cancelled = System.nanoTime();
            statement.cancel();
            assertThat(failure.get(20, TimeUnit.SECONDS).getSQLState()).isEqualTo("57014");
            assertThat(System.nanoTime() - cancelled).isLessThan(TimeUnit.SECONDS.toNanos(5));
        }
    }

    private Connection newConnection() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", emulator.appKey());
        properties.setProperty("password", emulator.appSecret());
        return DriverManager.getConnection(
                "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";unionId=" + emulator.unionId()
                        + ";apiCallsPerSecond=1000",
                properties);
    }

    /** Makes classes loaded and code warm, so that times are those of a running system. */
    private void warmUp() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COUNT)) {
            rows.next();
        }
    }

    /** Stops an answer of the emulator until it is closed. */
    private static final class Stall implements AutoCloseable {
        private final CountDownLatch release = new CountDownLatch(1);
        private final CountDownLatch blocked = new CountDownLatch(1);

        void block() {
            blocked.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void await() throws InterruptedException {
            assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void close() {
            release.countDown();
        }
    }

    /** Has the body of the next object request stop in the middle. */
    private Stall stalledBody() {
        Stall stall = new Stall();
        emulator.instruct(Instruction.onObject().runsAfter(40_000, stall::block));
        return stall;
    }

    private CompletableFuture<SQLException> failureOf(Statement statement, String sql) {
        CompletableFuture<SQLException> failure = new CompletableFuture<>();
        threads.execute(() -> {
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    assertThat(rows.getObject(1)).isNotNull();
                }
                failure.completeExceptionally(new AssertionError("the query came to its end"));
            } catch (SQLException e) {
                failure.complete(e);
            } catch (Throwable e) {
                failure.completeExceptionally(e);
            }
        });
        return failure;
    }

    private static <T> T get(Future<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(20, TimeUnit.SECONDS);
    }

    private interface Blocking {
        /** Comes back when the query is blocked; what it gives is closed after the query has ended. */
        AutoCloseable await() throws Exception;
    }

    /** Cancels a query again and again where {@code blocking} says, and looks at how long both ends take. */
    private void assertCancelEnds(String sql, Supplier<Blocking> blocking) throws Exception {
        Latencies cancel = new Latencies("cancel() itself", Duration.ofMillis(50));
        Latencies end = new Latencies("the end of the query after cancel()", Duration.ofMillis(250));
        try (Statement statement = connection.createStatement()) {
            for (int i = 0; i < ROUNDS; i++) {
                Blocking place = blocking.get();
                CompletableFuture<SQLException> failure = failureOf(statement, sql);
                try (AutoCloseable ignored = place.await()) {
                    long start = System.nanoTime();
                    statement.cancel();
                    cancel.sinceNanos(start);
                    assertThat(get(failure).getSQLState()).isEqualTo("57014");
                    end.sinceNanos(start);
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT 1")) {
                assertThat(rows.next()).as("the statement is usable again").isTrue();
            }
        }
        cancel.assertWithinLimit();
        end.assertWithinLimit();
    }

    private static Blocking at(Stall stall) {
        return () -> {
            stall.await();
            return stall;
        };
    }

    private Blocking whenItIsIn(BooleanSupplier place) {
        return () -> {
            await(place);
            return () -> await(() -> !place.getAsBoolean());
        };
    }

    @Test
    void case107_cancelEndsABlockedRead() throws Exception {
        assertCancelEnds(COUNT, () -> at(stalledBody()));
    }

    @Test
    void case108_cancelEndsAnApiCall() throws Exception {
        assertCancelEnds("SELECT protocol FROM download_info('854', '799')", () -> {
            Stall stall = new Stall();
            emulator.instruct(Instruction.onDownloadInfo().runs(stall::block));
            return at(stall);
        });
    }

    @Test
    void case108_cancelEndsPlanning() throws Exception {
        String joins = IntStream.range(1, 9)
                .mapToObj(i -> " JOIN file_content t" + i + " ON t" + i + ".space_id = t" + (i - 1) + ".space_id AND t"
                        + i + ".dentry_id = t" + (i - 1) + ".content")
                .collect(Collectors.joining());
        String slow = "SELECT t0.content FROM file_content t0" + joins
                + " WHERE t0.space_id = '854' AND t0.dentry_id = '799'";
        assertCancelEnds(slow, () -> whenItIsIn(() -> threadIsIn("org.apache.calcite.plan.volcano")));
    }

    private static boolean threadIsIn(String prefix) {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getClassName().startsWith(prefix));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void case109_cancelEndsAnAggregateThatIsComputing() throws Exception {
        assertCancelEnds(CROSS, () -> {
            emulator.resetJournal();
            return whenItIsIn(() -> emulator.calls(CallKind.OBJECT) > 1 && threadIsIn("Baz"));
        });
    }

    private void assertTimesOut(String sql, Supplier<Stall> stalls) throws Exception {
        Latencies late = new Latencies("the timeout of " + sql, Duration.ofMillis(250));
        for (int i = 0; i < Math.max(3, ROUNDS / 2); i++) {
            try (Stall ignored = stalls.get();
                    Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(1);
                long start = System.nanoTime();
                SQLException failure = get(failureOf(statement, sql));
                Duration took = Duration.ofNanos(System.nanoTime() - start);

                assertThat(failure.getClass()).isEqualTo(SQLTimeoutException.class);
                assertThat(failure.getSQLState()).isEqualTo("HYT00");
                assertThat(took).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
                late.add(took.minusSeconds(1));
            }
        }
        late.assertWithinLimit();
    }

    @Test
    void case111_theQueryTimeoutFiresOnAStalledServer() throws Exception {
        assertTimesOut(COUNT, this::stalledBody);
    }

    @Test
    void case111_theQueryTimeoutFiresInsideAnAggregate() throws Exception {
        assertTimesOut(CROSS, Stall::new);
    }

    @Test
    void case112_anInterruptEndsABlockedRead() throws Exception {
        Latencies end = new Latencies("the end of the read after an interrupt", Duration.ofMillis(100));
        for (int i = 0; i < ROUNDS; i++) {
            CompletableFuture<String> state = new CompletableFuture<>();
            try (Stall stall = stalledBody();
                    Statement statement = connection.createStatement()) {
                Thread reader = new Thread(() -> {
                    try (ResultSet rows = statement.executeQuery(COUNT)) {
                        state.complete("a row: " + rows.next());
                    } catch (SQLException e) {
                        state.complete(
                                e.getSQLState() + " " + Thread.currentThread().isInterrupted());
                    }
                });
                reader.start();
                stall.await();

                long start = System.nanoTime();
                reader.interrupt();
                assertThat(state.get(20, TimeUnit.SECONDS)).isEqualTo("57014 true");
                end.sinceNanos(start);
            }
        }
        end.assertWithinLimit();
    }

    @ParameterizedTest
    @ValueSource(strings = {"result", "statement", "connection", "abort"})
    void case104_closingEndsWhatIsBelow(String level) throws Exception {
        Latencies close = new Latencies("close() of the " + level, Duration.ofMillis(50));
        Latencies end = new Latencies("the end of the read after it", Duration.ofMillis(250));
        for (int i = 0; i < ROUNDS; i++) {
            try (Connection own = newConnection();
                    Stall stall = new Stall();
                    Statement statement = own.createStatement();
                    ResultSet rows = statement.executeQuery(COUNT.replace("COUNT(*)", "content"))) {
                // The first range is let through, so that there is a row before the stall.
                emulator.instruct(Instruction.onObject()
                        .when(request -> request.rangeStart() > 0)
                        .runsAfter(40_000, stall::block));
                assertThat(rows.next()).isTrue();
                CompletableFuture<SQLException> failure = new CompletableFuture<>();
                threads.execute(() -> {
                    try {
                        while (rows.next()) {
                            assertThat(rows.getObject(1)).isNotNull();
                        }
                        failure.completeExceptionally(new AssertionError("the query came to its end"));
                    } catch (SQLException e) {
                        failure.complete(e);
                    }
                });
                stall.await();

                long start = System.nanoTime();
                switch (level) {
                    case "result" -> rows.close();
                    case "statement" -> statement.close();
                    case "connection" -> own.close();
                    default -> own.abort(Runnable::run);
                }
                close.sinceNanos(start);
                assertThat(get(failure).getSQLState()).isIn("57014", "HY010");
                end.sinceNanos(start);
            }
        }
        close.assertWithinLimit();
        end.assertWithinLimit();
    }

    @Test
    void case102_closingAResultEarlyStopsItsTransfer() throws Exception {
        Latencies close = new Latencies("close() after one row", Duration.ofMillis(50));
        for (int i = 0; i < ROUNDS; i++) {
            emulator.resetJournal();
            try (Statement statement = connection.createStatement()) {
                ResultSet rows = statement.executeQuery(
                        "SELECT content FROM file_content WHERE space_id = '854' AND dentry_id = '1000'");
                rows.next();
                long start = System.nanoTime();
                rows.close();
                close.sinceNanos(start);
            }
            assertThat(emulator.awaitIdle(Duration.ofSeconds(5))).isTrue();
            assertThat(emulator.journal().stream()
                            .mapToLong(entry -> entry.bytesWritten())
                            .sum())
                    .isLessThan(1 << 20);
        }
        close.assertWithinLimit();
    }
}
