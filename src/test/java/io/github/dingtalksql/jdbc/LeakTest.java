// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.dingtalksql.client.IdleParts;
import io.github.dingtalksql.client.JvmShared;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.VirtualCsv;
import io.github.dingtalksql.schema.CountedStreams;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Nothing is left behind, and nothing means none: descriptors, sockets of either side, threads, rows, streams, memory
 * that was lent, alarms and statements are exactly where they were.
 */
class LeakTest {
    private static final String LITTLE = "SELECT content FROM file_content WHERE space_id = '854' AND dentry_id = ";
    private static final long RECORDS =
            (400_000 - VirtualCsv.offset(0) + VirtualCsv.RECORD_LENGTH - 1) / VirtualCsv.RECORD_LENGTH;

    private final CountedStreams streams = new CountedStreams();
    private final CountingEngines engines = new CountingEngines(streams::engine);
    private final QueryTimer timer = QueryTimer.create();
    /** One for all connections, as in the driver: its thread ends when it is collected, and so whenever it likes. */
    private final Cleaner cleaner = Cleaner.create();

    private final Queue<WeakReference<Statement>> statements = new ConcurrentLinkedQueue<>();
    private final List<ResultSet> cancelled = new ArrayList<>();
    private DingTalkEmulator emulator;
    private DingTalkConnection connection;

    @BeforeEach
    void connect() throws Exception {
        emulator = DingTalkEmulator.builder()
                .samples()
                .file(EmulatedFile.of(
                        "854", "1000", "big.csv", VirtualCsv.ofLength(64 << 20).bytes()))
                .callsPerSecond(10_000)
                .start();
        connection = newConnection();
    }

    @AfterEach
    void close() {
        connection.close();
        emulator.close();
    }

    private DingTalkConnection newConnection() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", emulator.appKey());
        properties.setProperty("password", emulator.appSecret());
        DingTalkDriver driver = new DingTalkDriver(new DriverParts(engines, () -> Map.of(), timer, cleaner));
        return (DingTalkConnection) Objects.requireNonNull(driver.connect(
                "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";unionId=" + emulator.unionId()
                        + ";apiCallsPerSecond=1000",
                properties));
    }

    @Test
    void case115_aThousandQueriesInARowLeaveNothing() throws Exception {
        assertLeavesNothing(() -> sequential(40), () -> sequential(1_000));
    }

    @Test
    void case116_sixtyFourAtOnceOfWhichAThirdIsCancelledLeaveNothing() throws Exception {
        assertLeavesNothing(this::concurrent, this::concurrent);
    }

    @Test
    void case117_aHundredConnectionsShareSocketsAndThreads() throws Exception {
        assertLeavesNothing(() -> manyConnections(4), () -> manyConnections(100));
    }

    /** All open at once, each used; then all closed. */
    private void manyConnections(int count) throws Exception {
        // Sockets to the emulators of earlier tests stay in the pool for some minutes.
        int pooledBefore = pooledSockets();
        List<DingTalkConnection> all = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                all.add(newConnection());
                aFewRows(all.get(i), "'799'");
            }
            List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().matches("(dingtalk-sql|OkHttp|Okio).*"))
                    .toList();
            assertThat(threads).hasSizeLessThan(20).allMatch(Thread::isDaemon);
            assertThat(pooledSockets() - pooledBefore).as("pooled sockets").isLessThan(10);
        } finally {
            all.forEach(DingTalkConnection::close);
        }
    }

    private static int pooledSockets() {
        return JvmShared.instance()
                .httpClient(Duration.ofSeconds(1), Duration.ofSeconds(1), true)
                .connectionPool()
                .connectionCount();
    }

    private interface Work {
        void run() throws Exception;
    }

    /** What is open, as the machine and the driver count it. */
    private record Open(long descriptors, long sockets, Map<String, Long> threads) {
        static Open now() throws IOException {
            Map<String, Long> threads = new TreeMap<>();
            Thread.getAllStackTraces().keySet().stream()
                    .map(thread -> thread.getName().replaceAll("\\d+", "N"))
                    // The emulator's are none of the driver's; what they answer is counted by its sockets.
                    .filter(name -> !name.startsWith("emulator-worker"))
                    .forEach(name -> threads.merge(name, 1L, Long::sum));
            return new Open(descriptorCount(), socketCount(), threads);
        }

        boolean hasDriverThreads() {
            return threads.keySet().stream().anyMatch(name -> name.startsWith("dingtalk-sql"));
        }

        boolean isNoMoreThan(Open before) {
            return descriptors <= before.descriptors
                    && sockets <= before.sockets
                    && threads.entrySet().stream()
                            .allMatch(entry -> entry.getValue() <= before.threads.getOrDefault(entry.getKey(), 0L));
        }

        private static long descriptorCount() {
            return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                    .getOpenFileDescriptorCount();
        }

        /** Of both sides, since the emulator is in this JVM; 0 where the system does not tell. */
        private static long socketCount() throws IOException {
            Path own = Path.of("/proc/self/fd");
            if (!Files.isDirectory(own)) {
                return 0;
            }
            try (Stream<Path> links = Files.list(own)) {
                return links.filter(Open::isSocket).count();
            }
        }

        private static boolean isSocket(Path link) {
            try {
                return Files.readSymbolicLink(link).toString().startsWith("socket:");
            } catch (IOException e) {
                return false; // Closed meanwhile.
            }
        }
    }

    private void assertLeavesNothing(Work warmUp, Work work) throws Exception {
        warmUp.run();
        Open before = settled(null);

        work.run();

        Open after = settled(before);
        assertThat(after.hasDriverThreads())
                .as("threads of the driver: %s", after)
                .isFalse();
        assertThat(after.isNoMoreThan(before)).as("%s after %s", after, before).isTrue();
        assertThat(connection.runningCount()).as("running statements").isZero();
        assertThat(engines.opened()).as("rows opened").isPositive().isEqualTo(engines.closed());
        assertThat(streams.opened()).as("streams opened").isPositive().isEqualTo(streams.closed());
        assertThat(JvmShared.instance().transfers().aheadCount())
                .as("memory lent")
                .isZero();
        assertThat(timer.executor().getQueue()).as("alarms").isEmpty();
        cancelled.clear();
        assertThat(liveStatements()).as("statements alive").isZero();
    }

    /** What is open when all idle things have gone; comes back early if it is no more than {@code goal}. */
    private Open settled(Open goal) throws Exception {
        assertThat(emulator.awaitIdle(Duration.ofSeconds(20))).isTrue();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        try (IdleParts idle = IdleParts.leaving().and(timer.executor())) {
            Open open = Open.now();
            for (int same = 0; same < 20 && System.nanoTime() < deadline; ) {
                idle.evict();
                Thread.onSpinWait();
                Open next = Open.now();
                boolean isCalm = goal == null ? next.equals(open) && !next.hasDriverThreads() : next.isNoMoreThan(goal);
                same = isCalm ? same + 1 : 0;
                open = next;
            }
            return open;
        }
    }

    private long liveStatements() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        long alive;
        do {
            System.gc();
            alive = statements.stream()
                    .filter(reference -> reference.get() != null)
                    .count();
        } while (alive > 0 && System.nanoTime() < deadline);
        return alive;
    }

    private Statement tracked(Statement statement) {
        statements.add(new WeakReference<>(statement));
        return statement;
    }

    private void sequential(int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            switch (i % 8) {
                case 0 -> aFewRows(connection, "'798' LIMIT 2");
                case 1 -> aFewRows(connection, "'798'");
                case 2 -> prepared();
                case 3 -> closedByItsConnection();
                case 4 -> failed();
                case 5 -> cancelledBetweenRows();
                case 6 -> notRead();
                default -> joinedOnceInAWhile(i);
            }
        }
    }

    private void aFewRows(Connection of, String which) throws SQLException {
        try (Statement statement = tracked(of.createStatement());
                ResultSet rows = statement.executeQuery(LITTLE + which)) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.next()).isTrue();
        }
    }

    /** Read to its end and not closed by its reader. */
    private void prepared() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT COUNT(*) FROM file_content WHERE space_id = ? AND dentry_id = ?")) {
            tracked(statement);
            statement.setQueryTimeout(60);
            statement.setInt(1, 854);
            statement.setString(2, "798");
            ResultSet rows = statement.executeQuery();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(1)).isPositive();
            assertThat(rows.next()).isFalse();
        }
    }

    private void closedByItsConnection() throws SQLException {
        try (DingTalkConnection own = newConnection()) {
            ResultSet rows = tracked(own.createStatement()).executeQuery(LITTLE + "'1000'");
            assertThat(rows.next()).isTrue();
            own.close();
            assertThat(own.runningCount()).isZero();
        }
    }

    private void failed() throws SQLException {
        try (Statement statement = tracked(connection.createStatement());
                ResultSet rows = statement.executeQuery(LITTLE + "'4711'")) {
            rows.next();
            throw new AssertionError("a file that does not exist was read");
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("42704");
        }
    }

    /** Neither result nor statement is closed, nor lost to the collector. */
    private void cancelledBetweenRows() throws SQLException {
        Statement statement = tracked(connection.createStatement());
        ResultSet rows = statement.executeQuery(LITTLE + "'1000'");
        assertThat(rows.next()).isTrue();
        statement.cancel();
        cancelled.add(rows);
    }

    private void notRead() throws SQLException {
        try (Statement statement = tracked(connection.createStatement());
                ResultSet rows = statement.executeQuery(LITTLE + "'1000'")) {
            assertThat(rows.isClosed()).isFalse();
        }
    }

    /** Planning a join takes longer than all the others together. */
    private void joinedOnceInAWhile(int i) throws SQLException {
        if (i % 40 != 7) {
            aFewRows(connection, "'799'");
            return;
        }
        try (Statement statement = tracked(connection.createStatement());
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM file_content a JOIN file_content b"
                        + " ON a.record_number = b.record_number WHERE a.space_id = '854' AND a.dentry_id = '798'"
                        + " AND b.space_id = '854' AND b.dentry_id IN ('798', '799')")) {
            assertThat(rows.next()).isTrue();
        }
    }

    private void concurrent() throws Exception {
        ExecutorService readers = Executors.newFixedThreadPool(64);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                boolean isCancelled = i % 3 == 0;
                all.add(readers.submit(() -> read(isCancelled)));
            }
            for (Future<?> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            readers.shutdownNow();
            assertThat(readers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Void read(boolean isCancelled) throws SQLException {
        int read = 0;
        try (Statement statement = tracked(connection.createStatement());
                ResultSet rows = statement.executeQuery(LITTLE + "'1000' AND byte_offset < 400000")) {
            while (rows.next()) {
                if (++read == 100 && isCancelled) {
                    statement.cancel();
                }
            }
            assertThat(isCancelled).as("a cancelled query came to its end").isFalse();
            assertThat(read).isEqualTo((int) RECORDS + 1);
        } catch (SQLException e) {
            assertThat(isCancelled).as(e.toString()).isTrue();
            assertThat(e.getSQLState()).isEqualTo("57014");
            assertThat(read).isEqualTo(100);
        }
        return null;
    }
}
