// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.Instruction;
import io.github.dingtalksql.emulator.VirtualCsv;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cancel, timeout, close and interrupt reach what is blocked (cases 102 to 112). */
class LifecycleTest {
    private static final String COUNT =
            "SELECT COUNT(*) FROM file_content WHERE space_id = '854' AND dentry_id = '1000'";

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch blocked = new CountDownLatch(1);
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
    }

    @AfterEach
    void close() throws SQLException {
        release.countDown();
        connection.close();
        emulator.close();
        threads.shutdownNow();
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

    /** Has the body of the next object request stop in the middle, for good. */
    private void stallTheBody() {
        emulator.instruct(Instruction.onObject().runsAfter(40_000, this::block));
    }

    private void block() {
        blocked.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    private static void assertWithin(Duration limit, long startNanos, String what) {
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).as(what).isLessThan(limit);
    }

    private static <T> T get(Future<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(20, TimeUnit.SECONDS);
    }

    /** Makes classes loaded and code warm, so that times are those of a running system. */
    private void warmUp() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COUNT)) {
            rows.next();
        }
    }

    @Test
    void case107_cancelEndsABlockedRead() throws Exception {
        warmUp();
        stallTheBody();
        try (Statement statement = connection.createStatement()) {
            CompletableFuture<SQLException> failure = failureOf(statement, COUNT);
            assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();

            long start = System.nanoTime();
            statement.cancel();
            assertWithin(Duration.ofMillis(50), start, "cancel() itself");
            assertThat(get(failure).getSQLState()).isEqualTo("57014");
            assertWithin(Duration.ofMillis(250), start, "the end of the query");

            try (ResultSet rows = statement.executeQuery("SELECT 1")) {
                assertThat(rows.next()).as("the statement is usable again").isTrue();
            }
        }
    }

    @Test
    void case108_cancelEndsAnApiCall() throws Exception {
        warmUp();
        emulator.instruct(Instruction.onDownloadInfo().runs(this::block));
        try (Statement statement = connection.createStatement()) {
            CompletableFuture<SQLException> failure =
                    failureOf(statement, "SELECT protocol FROM download_info('854', '799')");
            assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();

            long start = System.nanoTime();
            statement.cancel();
            assertWithin(Duration.ofMillis(50), start, "cancel() itself");
            assertThat(get(failure).getSQLState()).isEqualTo("57014");
            assertWithin(Duration.ofMillis(250), start, "the end of the query");
        }
    }

    @Test
    void case108_cancelEndsPlanning() throws Exception {
        warmUp();
        String joins = IntStream.range(1, 9)
                .mapToObj(i -> " JOIN file_content t" + i + " ON t" + i + ".space_id = t" + (i - 1) + ".space_id AND t"
                        + i + ".dentry_id = t" + (i - 1) + ".content")
                .collect(Collectors.joining());
        String slow = "SELECT t0.content FROM file_content t0" + joins
                + " WHERE t0.space_id = '854' AND t0.dentry_id = '799'";
        try (Statement statement = connection.createStatement()) {
            CompletableFuture<SQLException> failure = failureOf(statement, slow);
            await(() -> threadIsIn("org.apache.calcite.plan.volcano"));

            long start = System.nanoTime();
            statement.cancel();
            assertWithin(Duration.ofMillis(50), start, "cancel() itself");
            assertThat(get(failure).getSQLState()).isEqualTo("57014");
            assertWithin(Duration.ofMillis(250), start, "the end of planning");
        }
    }

    private static boolean threadIsIn(String prefix) {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(java.util.Arrays::stream)
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
        warmUp();
        String cross =
                "SELECT COUNT(*) FROM (" + sixtyThousand() + ") a, (" + sixtyThousand() + ") b WHERE a.n + b.n < 0";
        try (Statement statement = connection.createStatement()) {
            CompletableFuture<SQLException> failure = failureOf(statement, cross);
            await(() -> emulator.calls(io.github.dingtalksql.emulator.CallKind.OBJECT) > 1 && threadIsIn("Baz"));

            long start = System.nanoTime();
            statement.cancel();
            assertThat(get(failure).getSQLState()).isEqualTo("57014");
            assertWithin(Duration.ofMillis(250), start, "the end of the query");
        }
    }

    private static String sixtyThousand() {
        return "SELECT byte_offset AS n FROM file_content WHERE space_id = '854' AND dentry_id = '1000'"
                + " AND byte_offset < 7000000";
    }

    @Test
    void case111_theQueryTimeoutFiresOnAStalledServer() throws Exception {
        warmUp();
        stallTheBody();
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            long start = System.nanoTime();
            SQLException failure = get(failureOf(statement, COUNT));

            assertThat(failure.getClass()).isEqualTo(SQLTimeoutException.class);
            assertThat(failure.getSQLState()).isEqualTo("HYT00");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(1000), Duration.ofMillis(1250));
        }
    }

    @Test
    void case112_anInterruptEndsABlockedRead() throws Exception {
        warmUp();
        stallTheBody();
        CompletableFuture<String> state = new CompletableFuture<>();
        try (Statement statement = connection.createStatement()) {
            Thread reader = new Thread(() -> {
                try (ResultSet rows = statement.executeQuery(COUNT)) {
                    state.complete("a row: " + rows.next());
                } catch (SQLException e) {
                    state.complete(
                            e.getSQLState() + " " + Thread.currentThread().isInterrupted());
                }
            });
            reader.start();
            assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();

            long start = System.nanoTime();
            reader.interrupt();
            assertThat(state.get(20, TimeUnit.SECONDS)).isEqualTo("57014 true");
            assertWithin(Duration.ofMillis(100), start, "the end of the read");
        }
    }

    @Test
    void case104_closingTheConnectionEndsWhatIsBelow() throws Exception {
        warmUp();
        stallTheBody();
        try (Connection other = newConnection()) {
            CompletableFuture<SQLException> failure = failureOf(other.createStatement(), COUNT);
            assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();

            long start = System.nanoTime();
            other.close();
            assertWithin(Duration.ofMillis(50), start, "close()");
            assertThat(get(failure).getSQLState()).isNotNull();
            assertWithin(Duration.ofMillis(250), start, "the end of the query");
        }
    }

    @Test
    void case102_closingAResultEarlyStopsItsTransfer() throws Exception {
        warmUp();
        emulator.resetJournal();
        try (Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery(
                    "SELECT content FROM file_content WHERE space_id = '854' AND dentry_id = '1000'");
            rows.next();
            long start = System.nanoTime();
            rows.close();
            assertWithin(Duration.ofMillis(50), start, "close()");
        }
        assertThat(emulator.awaitIdle(Duration.ofSeconds(5))).isTrue();
        assertThat(emulator.journal().stream()
                        .mapToLong(entry -> entry.bytesWritten())
                        .sum())
                .isLessThan(1 << 20);
    }
}
