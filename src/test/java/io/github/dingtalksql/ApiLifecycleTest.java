// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.Instruction;
import io.github.dingtalksql.testing.Latencies;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Cancel and query timeout end an API call, whichever it is, that stalls before its answer or trickles its body (cases
 * 108 and 111). As in {@link LifecycleTest}, {@code -Dlifecycle.rounds=200} compares 99 % of the times.
 */
class ApiLifecycleTest {
    private static final int ROUNDS = Integer.getInteger("lifecycle.rounds", 3);

    private enum Slow {
        TOKEN_STALLS(CallKind.TOKEN, false),
        TOKEN_TRICKLES(CallKind.TOKEN, true),
        DOWNLOAD_INFO_STALLS(CallKind.DOWNLOAD_INFO, false),
        DOWNLOAD_INFO_TRICKLES(CallKind.DOWNLOAD_INFO, true),
        LISTING_STALLS(CallKind.WORKSPACES, false),
        LISTING_TRICKLES(CallKind.WORKSPACES, true);

        private final CallKind kind;
        private final boolean trickles;

        Slow(CallKind kind, boolean trickles) {
            this.kind = kind;
            this.trickles = trickles;
        }

        String sql() {
            return kind == CallKind.WORKSPACES
                    ? "SELECT COUNT(*) FROM workspaces"
                    : "SELECT COUNT(*) FROM file_content WHERE space_id = '854' AND dentry_id = '799'";
        }
    }

    /** An emulator and an app of its own, as tokens are kept for each, whose call is about to be slow. */
    private static final class Place implements AutoCloseable {
        private final DingTalkEmulator emulator;
        private final Connection connection;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);

        Place(Slow slow) throws IOException, SQLException {
            emulator = DingTalkEmulator.builder().samples().start();
            Instruction instruction = Instruction.on(slow.kind);
            emulator.instruct(
                    slow.trickles
                            ? instruction.runsAfter(1, reached::countDown).paces(10)
                            : instruction.runs(reached::countDown).holdsUntil(release));
            Properties properties = new Properties();
            properties.setProperty("user", emulator.appKey());
            properties.setProperty("password", emulator.appSecret());
            connection = DriverManager.getConnection(
                    "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";unionId=" + emulator.unionId(), properties);
        }

        void assertIdle() throws InterruptedException {
            release.countDown();
            assertThat(emulator.awaitIdle(Duration.ofSeconds(5)))
                    .as("the call has ended too")
                    .isTrue();
        }

        @Override
        public void close() throws SQLException {
            release.countDown();
            connection.close();
            emulator.close();
        }
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Makes classes loaded and code warm, so that times are those of a running system. */
    @BeforeAll
    static void warmUp() throws Exception {
        for (Slow slow : List.of(Slow.DOWNLOAD_INFO_STALLS, Slow.LISTING_STALLS)) {
            try (Place place = new Place(slow);
                    Statement statement = place.connection.createStatement()) {
                place.release.countDown();
                statement.executeQuery(slow.sql()).close();
            }
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static SQLException failure(PreparedStatement statement) {
        try (ResultSet rows = statement.executeQuery()) {
            throw new AssertionError("there is a row: " + rows.next());
        } catch (SQLException e) {
            return e;
        }
    }

    private static SQLException failure(Statement statement, String sql) {
        try (ResultSet rows = statement.executeQuery(sql)) {
            throw new AssertionError("there is a row: " + rows.next());
        } catch (SQLException e) {
            return e;
        }
    }

    @ParameterizedTest
    @EnumSource(Slow.class)
    void case108_cancelEndsAnApiCall(Slow slow) throws Exception {
        Latencies cancel = new Latencies("cancel() while " + slow, Duration.ofMillis(50));
        Latencies end = new Latencies("the end of the query after cancel() while " + slow, Duration.ofMillis(250));
        for (int i = 0; i < ROUNDS; i++) {
            try (Place place = new Place(slow);
                    Statement statement = place.connection.createStatement()) {
                Future<SQLException> failure = threads.submit(() -> failure(statement, slow.sql()));
                assertThat(place.reached.await(20, TimeUnit.SECONDS)).isTrue();

                long start = System.nanoTime();
                statement.cancel();
                cancel.sinceNanos(start);
                assertThat(failure.get(20, TimeUnit.SECONDS).getSQLState()).isEqualTo("57014");
                end.sinceNanos(start);

                try (ResultSet rows = statement.executeQuery("SELECT 1")) {
                    assertThat(rows.next()).as("the statement is usable again").isTrue();
                }
                place.assertIdle();
                try (ResultSet rows = statement.executeQuery(slow.sql())) {
                    assertThat(rows.next()).as("and so is what it asked for").isTrue();
                }
            }
        }
        cancel.assertWithinLimit();
        end.assertWithinLimit();
    }

    /** All at once, because each does nothing but wait for a second. */
    @Test
    void case111_theQueryTimeoutFiresInsideAnApiCall() throws Exception {
        List<Future<Latencies>> measured = new ArrayList<>();
        for (Slow slow : Slow.values()) {
            measured.add(threads.submit(() -> timeouts(slow)));
        }
        for (Future<Latencies> late : measured) {
            late.get(ROUNDS * 3L + 60, TimeUnit.SECONDS).assertWithinLimit();
        }
    }

    private static Latencies timeouts(Slow slow) throws Exception {
        Latencies late = new Latencies("the query timeout while " + slow, Duration.ofMillis(250));
        for (int i = 0; i < Math.max(3, ROUNDS / 2); i++) {
            // Prepared before, for the second has to pass in the call: planning takes as long as the machine is busy.
            try (Place place = new Place(slow);
                    PreparedStatement statement = place.connection.prepareStatement(slow.sql())) {
                statement.setQueryTimeout(1);
                long start = System.nanoTime();
                SQLException failure = failure(statement);
                Duration took = Duration.ofNanos(System.nanoTime() - start);

                assertThat(place.reached.getCount())
                        .as("the call was on its way")
                        .isZero();
                assertThat(failure.getClass()).isEqualTo(SQLTimeoutException.class);
                assertThat(failure.getSQLState()).isEqualTo("HYT00");
                assertThat(took).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
                late.add(took.minusSeconds(1));
                place.assertIdle();
            }
        }
        return late;
    }
}
