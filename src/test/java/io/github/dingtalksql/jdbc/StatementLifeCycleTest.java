// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StatementLifeCycleTest {
    private static final Duration FOREVER = Duration.ofHours(1);

    /** Released each time that a thread is about to block. */
    private final Semaphore blocked = new Semaphore(0);

    private final FakeSqlEngine engine = new FakeSqlEngine()
            .rows("three", "x", "y", "z")
            .rows("none")
            .planning("slow plan", this::block)
            .planning("broken plan", execution -> {
                throw new IllegalStateException("a bug");
            })
            .planning("deep plan", execution -> {
                throw new StackOverflowError();
            })
            .answer("endless", List.of(Columns.bigint("a")), List.of(), (execution, i) -> new Object[] {(long) i})
            .answer("blocks", List.of(Columns.varchar("a")), List.of(), (execution, i) -> {
                if (i == 1) {
                    block(execution);
                }
                return new Object[] {"row " + i};
            })
            .answer("trickles", List.of(Columns.varchar("a")), List.of(), (execution, i) -> {
                execution.pause(Duration.ofMillis(50));
                return new Object[] {"row " + i};
            })
            .answer("fails", List.of(Columns.varchar("a")), List.of(), (execution, i) -> {
                if (i == 1) {
                    throw new DingTalkException(ErrorCode.NOT_FOUND, "No such file", "dentryNotExist", null);
                }
                return new Object[] {"first"};
            })
            .answer("crashes", List.of(Columns.varchar("a")), List.of(), (execution, i) -> {
                throw new NullPointerException();
            })
            .answer("warns", List.of(Columns.varchar("a")), List.of(), (execution, i) -> {
                execution.warn(new DingTalkException(ErrorCode.NOT_FOUND, "skipped " + i, "dentryNotExist", null));
                return i < 2 ? new Object[] {"row"} : null;
            });

    private Connection connection;

    private void block(Execution execution) {
        blocked.release();
        execution.pause(FOREVER);
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = TestDriver.connect(engine);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    private FakeCursor cursor() {
        return engine.cursors.get(engine.cursors.size() - 1);
    }

    private static <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "test-reader");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static SQLException failure(FutureTask<?> task) throws Exception {
        try {
            task.get(5, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(SQLException.class);
            return (SQLException) e.getCause();
        }
        throw new AssertionError("no failure");
    }

    /** At once, compared with what would block for an hour; {@code LifecycleTest} measures how quick it is. */
    private static void assertQuick(long startNanos) {
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(5));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private int count(ResultSet rows) throws SQLException {
        int count = 0;
        while (rows.next()) {
            count++;
        }
        return count;
    }

    @Test
    void readsRows() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("three")) {
            assertThat(rows.isBeforeFirst()).isTrue();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getRow()).isEqualTo(1);
            assertThat(rows.isFirst()).isTrue();
            assertThat(rows.isLast()).isFalse();
            assertThat(rows.getString(1)).isEqualTo("x");
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("A")).isEqualTo("y");
            assertThat(rows.next()).isTrue();
            assertThat(rows.isLast()).isTrue();
            assertThat(rows.getString("a")).isEqualTo("z");
            assertThat(rows.next()).isFalse();
            assertThat(rows.isAfterLast()).isTrue();
            assertThat(rows.next()).isFalse();
            assertThat(rows.getRow()).isZero();
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("none")) {
            assertThat(rows.isBeforeFirst()).isFalse();
            assertThat(rows.next()).isFalse();
            assertThat(rows.isAfterLast()).isFalse();
        }
    }

    @Test
    void aValueIsThereOnlyOnARow() throws SQLException {
        ResultSet rows = connection.createStatement().executeQuery("three");
        assertState("HY010", () -> rows.getString(1));
        rows.next();
        assertState("22023", () -> rows.getString(2));
        assertState("22023", () -> rows.getString(0));
        assertState("22023", () -> rows.getString("b"));
        assertState("22023", () -> rows.getString((String) null));
        count(rows);
        assertState("HY010", () -> rows.getString(1));
        rows.close();
        assertState("HY010", () -> rows.getString(1));
        assertState("HY010", rows::next);
        assertThat(rows.isClosed()).isTrue();
    }

    private interface Call {
        Object call() throws Exception;
    }

    private static void assertState(String state, Call call) {
        assertThatThrownBy(call::call)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    }

    @Test
    void maxRowsStopsTheReadingAndReleasesWhatIsOpen() throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("endless")) {
            statement.setMaxRows(7);
            assertThat(count(statement.executeQuery("endless"))).isEqualTo(7);
            assertThat(cursor().read).hasValue(7);
            assertThat(cursor().closed).hasValue(1);
            prepared.setLargeMaxRows(3);
            assertThat(count(prepared.executeQuery())).isEqualTo(3);
            assertThat(prepared.getMaxRows()).isEqualTo(3);
        }
    }

    @Test
    void executeHasOneResultAndNoUpdateCount() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.execute("three")).isTrue();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            ResultSet rows = statement.getResultSet();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getStatement()).isSameAs(statement);
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            assertThat(rows.isClosed()).isTrue();
            assertThat(statement.getResultSet()).isNull();
            assertThat(statement.getGeneratedKeys().next()).isFalse();
        }
    }

    @Test
    void changesAndBatchesAreRefused() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertState("0A000", () -> statement.executeUpdate("three"));
            assertState("0A000", () -> statement.executeLargeUpdate("DELETE FROM t"));
            assertState("0A000", () -> {
                statement.addBatch("three");
                return null;
            });
            assertState("0A000", statement::executeBatch);
            assertState("42601", () -> statement.executeQuery("wrong"));
            assertState("42601", () -> statement.executeQuery(null));
            assertState("0A000", () -> connection.prepareStatement("three").executeUpdate());
        }
    }

    @Test
    void whateverFailsBelowLeavesAsSqlException() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertState("XX000", () -> statement.executeQuery("broken plan"));
            assertState("XX000", () -> statement.executeQuery("deep plan"));
            ResultSet crashing = statement.executeQuery("crashes");
            assertState("XX000", crashing::next);
            assertThat(cursor().closed).hasValue(1);
        }
    }

    @Test
    void case114_aFailureKeepsItsStateAndTheServicesCode() throws SQLException {
        ResultSet rows = connection.createStatement().executeQuery("fails");
        assertThat(rows.next()).isTrue();
        assertThatThrownBy(rows::next)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42704"))
                .hasMessage("No such file [dentryNotExist]");
        assertThat(cursor().closed).hasValue(1);
        assertState("42704", rows::next);
        assertState("HY010", () -> rows.getString(1));
    }

    @Test
    void case103_closingOrReexecutingTheStatementClosesTheResult() throws SQLException {
        Statement statement = connection.createStatement();
        ResultSet first = statement.executeQuery("three");
        FakeCursor firstCursor = cursor();
        first.next();
        ResultSet second = statement.executeQuery("three");
        assertThat(first.isClosed()).isTrue();
        assertThat(firstCursor.closed).hasValue(1);
        statement.close();
        assertThat(second.isClosed()).isTrue();
        assertThat(cursor().closed).hasValue(1);
        statement.close();
        assertState("HY010", () -> statement.executeQuery("three"));
    }

    @Test
    void case104_closingTheConnectionClosesAllBelow() throws SQLException {
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("three");
        ResultSet rows = statement.executeQuery("three");
        ResultSet preparedRows = prepared.executeQuery();
        ResultSet metadata = connection.getMetaData().getTables(null, null, null, null);
        connection.close();
        connection.close();

        assertThat(engine.cursors)
                .allSatisfy(cursor -> assertThat(cursor.closed).hasValue(1));
        assertThat(List.of(rows.isClosed(), preparedRows.isClosed(), metadata.isClosed()))
                .containsOnly(true);
        assertThat(List.of(statement.isClosed(), prepared.isClosed())).containsOnly(true);
        assertThat(connection.isValid(0)).isFalse();
        assertState("HY010", connection::createStatement);
        assertState("HY010", rows::next);
    }

    @Test
    void case105_theEndOfTheRowsReleasesEverything() throws SQLException {
        ResultSet rows = connection.createStatement().executeQuery("three");
        assertThat(count(rows)).isEqualTo(3);
        assertThat(cursor().closed).hasValue(1);
        assertThat(rows.isClosed()).isFalse();
    }

    @Test
    void case106_anAbandonedResultIsReleased() throws Exception {
        WeakReference<ResultSet> lost = openAndLose();
        await(() -> {
            System.gc();
            return cursor().closed.get() == 1;
        });
        assertThat(lost.get()).isNull();
        assertThat(connection.isClosed()).isFalse();
    }

    private WeakReference<ResultSet> openAndLose() throws SQLException {
        ResultSet rows = connection.createStatement().executeQuery("three");
        rows.next();
        return new WeakReference<>(rows);
    }

    @Test
    void case107_cancelEndsABlockedReadAndTheStatementGoesOn() throws Exception {
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("blocks");
        rows.next();
        FutureTask<Boolean> reader = start(rows::next);
        blocked.acquire();
        long start = System.nanoTime();
        statement.cancel();
        assertQuick(start);
        assertThat(failure(reader).getSQLState()).isEqualTo("57014");
        assertQuick(start);
        assertThat(cursor().closed).hasValue(1);
        assertThat(cursor().closedWhileWorking).isFalse();
        assertThat(count(statement.executeQuery("three"))).isEqualTo(3);
    }

    @Test
    void case107_cancelWhileNobodyReadsClosesWhatIsOpen() throws Exception {
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("three");
        rows.next();
        statement.cancel();
        assertThat(cursor().closed).hasValue(1);
        assertState("57014", rows::next);
        assertThat(count(statement.executeQuery("three"))).isEqualTo(3);
    }

    @Test
    void case108_cancelEndsAPlanning() throws Exception {
        Statement statement = connection.createStatement();
        FutureTask<ResultSet> reader = start(() -> statement.executeQuery("slow plan"));
        blocked.acquire();
        long start = System.nanoTime();
        statement.cancel();
        assertQuick(start);
        assertThat(failure(reader).getSQLState()).isEqualTo("57014");
        assertQuick(start);
        assertThat(count(statement.executeQuery("three"))).isEqualTo(3);
    }

    @Test
    void case110_cancelAtAnyOtherTimeHasNoEffect() throws Exception {
        Statement statement = connection.createStatement();
        statement.cancel();
        assertThat(count(statement.executeQuery("three"))).isEqualTo(3);
        statement.cancel();
        statement.cancel();
        ResultSet rows = statement.executeQuery("three");
        assertThat(count(rows)).isEqualTo(3);
        statement.close();
        statement.cancel();
        connection.close();
        statement.cancel();
    }

    @Test
    void case110_cancelAndCloseRaceWithoutHarm() throws Exception {
        for (int i = 0; i < 300; i++) {
            Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery("endless");
            FakeCursor cursor = cursor();
            CountDownLatch go = new CountDownLatch(1);
            FutureTask<Integer> reader = start(() -> {
                go.countDown();
                return count(rows);
            });
            go.await();
            FutureTask<Void> canceller = start(() -> {
                statement.cancel();
                return null;
            });
            rows.close();
            assertThat(failure(reader).getSQLState()).isIn("57014", "HY010");
            canceller.get(5, TimeUnit.SECONDS);
            await(() -> cursor.closed.get() == 1);
            assertThat(cursor.closedWhileWorking).isFalse();
            statement.close();
        }
    }

    @Test
    void case111_theTimeoutEndsABlockedRead() throws Exception {
        Statement statement = connection.createStatement();
        statement.setQueryTimeout(1);
        ResultSet rows = statement.executeQuery("blocks");
        rows.next();
        long start = System.nanoTime();
        assertThatThrownBy(rows::next)
                .isInstanceOf(SQLTimeoutException.class)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("HYT00"));
        assertQuick(start);
        statement.setQueryTimeout(0);
        assertThat(count(statement.executeQuery("three"))).isEqualTo(3);
    }

    @Test
    void case111_theTimeoutEndsAPlanningAndATrickle() throws Exception {
        Statement statement = connection.createStatement();
        statement.setQueryTimeout(1);
        long start = System.nanoTime();
        assertThatThrownBy(() -> statement.executeQuery("slow plan")).isInstanceOf(SQLTimeoutException.class);
        assertQuick(start);
        ResultSet rows = statement.executeQuery("trickles");
        long trickle = System.nanoTime();
        assertThatThrownBy(() -> count(rows)).isInstanceOf(SQLTimeoutException.class);
        assertQuick(trickle);
    }

    @Test
    void theTimeThatTheClientTakesDoesNotCount() throws Exception {
        Statement statement = connection.createStatement();
        statement.setQueryTimeout(1);
        ResultSet rows = statement.executeQuery("three");
        assertThat(rows.next()).isTrue();
        assertThat(blocked.tryAcquire(1_200, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(rows.next()).isTrue();
    }

    @Test
    void case112_anInterruptEndsABlockedRead() throws Exception {
        ResultSet rows = connection.createStatement().executeQuery("blocks");
        rows.next();
        FutureTask<Boolean> reader = new FutureTask<>(() -> {
            try {
                return rows.next();
            } catch (SQLException e) {
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                throw e;
            }
        });
        Thread thread = new Thread(reader, "test-reader");
        thread.start();
        blocked.acquire();
        long start = System.nanoTime();
        thread.interrupt();
        assertThat(failure(reader).getSQLState()).isEqualTo("57014");
        assertQuick(start);
    }

    @Test
    void case113_closingAtAnyLevelEndsABlockedRead() throws Exception {
        for (String level : List.of("result", "statement", "connection", "abort")) {
            Connection own = TestDriver.connect(engine);
            Statement statement = own.createStatement();
            ResultSet rows = statement.executeQuery("blocks");
            rows.next();
            FutureTask<Boolean> reader = start(rows::next);
            blocked.acquire();
            long start = System.nanoTime();
            switch (level) {
                case "result" -> rows.close();
                case "statement" -> statement.close();
                case "connection" -> own.close();
                default -> own.abort(Runnable::run);
            }
            assertQuick(start);
            assertThat(failure(reader).getSQLState()).as(level).isEqualTo("57014");
            await(() -> cursor().closed.get() == 1);
            assertThat(cursor().closedWhileWorking).isFalse();
            assertThat(rows.isClosed()).as(level).isTrue();
            own.close();
        }
    }

    @Test
    void case113_closingWhileAStatementIsPrepared() throws Exception {
        FutureTask<PreparedStatement> planner = start(() -> connection.prepareStatement("slow plan"));
        blocked.acquire();
        connection.close();
        assertThat(failure(planner).getSQLState()).isEqualTo("57014");
    }

    @Test
    void case115_nothingStaysBehindAfterManyQueries() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("three")) {
                rows.next();
            }
        }
        assertThat(engine.cursors)
                .hasSize(1_000)
                .allSatisfy(cursor -> assertThat(cursor.closed).hasValue(1));
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("dingtalk-sql-query-timer"))
                .hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void oneConnectionServesSeveralThreads() throws Exception {
        List<FutureTask<Integer>> readers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            readers.add(start(() -> {
                int sum = 0;
                for (int j = 0; j < 50; j++) {
                    try (Statement statement = connection.createStatement()) {
                        sum += count(statement.executeQuery("three"));
                    }
                }
                return sum;
            }));
        }
        for (FutureTask<Integer> reader : readers) {
            assertThat(reader.get(10, TimeUnit.SECONDS)).isEqualTo(150);
        }
    }

    @Test
    void closeOnCompletionClosesTheStatementWithItsResult() throws SQLException {
        Statement statement = connection.createStatement();
        statement.closeOnCompletion();
        statement.executeQuery("three");
        ResultSet rows = statement.executeQuery("three");
        assertThat(statement.isClosed()).isFalse();
        rows.close();
        assertThat(statement.isClosed()).isTrue();
    }

    @Test
    void warningsOfTheExecutionReachTheResultAndTheStatement() throws SQLException {
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("warns");
        assertThat(messages(rows.getWarnings())).isEmpty();
        rows.next();
        rows.next();
        assertThat(statement.getWarnings().getSQLState()).isEqualTo("01000");
        assertThat(messages(statement.getWarnings()))
                .containsExactly("skipped 0 [dentryNotExist]", "skipped 1 [dentryNotExist]");
        assertThat(messages(rows.getWarnings())).hasSize(2);
        rows.clearWarnings();
        assertThat(messages(rows.getWarnings())).isEmpty();
        count(rows);
        rows.close();
        assertThat(messages(statement.getWarnings())).hasSize(3);
        statement.clearWarnings();
        assertThat(messages(statement.getWarnings())).isEmpty();
    }

    private static List<String> messages(SQLWarning first) {
        List<String> messages = new ArrayList<>();
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            messages.add(warning.getMessage());
        }
        return messages;
    }

    @Test
    void settingsOfPoolsAndFrameworksAreHarmless() throws SQLException {
        assertThat(connection.getAutoCommit()).isTrue();
        connection.commit();
        connection.rollback();
        connection.setAutoCommit(true);
        assertThat(messages(connection.getWarnings())).isEmpty();
        connection.setAutoCommit(false);
        connection.setAutoCommit(true);
        connection.setAutoCommit(false);
        assertThat(connection.getAutoCommit()).isFalse();
        connection.commit();
        connection.rollback();
        connection.setReadOnly(false);
        assertThat(connection.isReadOnly()).isTrue();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        connection.setTransactionIsolation(Connection.TRANSACTION_NONE);
        connection.setCatalog(connection.getCatalog());
        connection.setHoldability(ResultSet.CLOSE_CURSORS_AT_COMMIT);
        connection.setNetworkTimeout(Runnable::run, 5);
        assertThat(connection.getNetworkTimeout()).isEqualTo(5);
        connection.beginRequest();
        connection.endRequest();
        assertThat(connection.getTypeMap()).isEmpty();
        assertThat(connection.isValid(0)).isTrue();
        assertThat(connection.nativeSQL("{fn NOW()}")).isEqualTo("{fn NOW()}");
        connection.setClientInfo("ApplicationName", "me");
        assertThat(connection.getClientInfo("ApplicationName")).isEqualTo("me");
        assertThat(messages(connection.getWarnings()))
                .as("of setAutoCommit(false)")
                .singleElement()
                .asString()
                .contains("There are no transactions");
        connection.clearWarnings();
        connection.setClientInfo("Other", "me");
        assertThat(messages(connection.getWarnings())).hasSize(1);
        assertState("0A000", connection::setSavepoint);
        assertState("0A000", () -> connection.prepareCall("x"));
    }

    @Test
    void scrollableAndUpdatableResultsDegradeWithAWarning() throws SQLException {
        Statement statement = connection.createStatement(ResultSet.TYPE_SCROLL_SENSITIVE, ResultSet.CONCUR_UPDATABLE);
        assertThat(statement.getResultSetType()).isEqualTo(ResultSet.TYPE_FORWARD_ONLY);
        assertThat(statement.getResultSetConcurrency()).isEqualTo(ResultSet.CONCUR_READ_ONLY);
        assertThat(connection.getWarnings().getSQLState()).isEqualTo("01S02");
        connection.clearWarnings();
        connection.prepareStatement("three", 1003, 1007, ResultSet.CLOSE_CURSORS_AT_COMMIT);
        assertThat(messages(connection.getWarnings())).isEmpty();
        ResultSet rows = statement.executeQuery("three");
        assertState("0A000", rows::last);
        assertState("22023", () -> connection.createStatement(1, 1));
    }

    @Test
    void theSchemaIsWhereNamesAreLookedUp() throws SQLException {
        assertThat(connection.getSchema()).isEqualTo("dingtalk");
        connection.setSchema("ARCHIVE");
        assertThat(connection.getSchema()).isEqualTo("archive");
        connection.createStatement().executeQuery("three");
        assertThat(engine.schemas).containsExactly("archive");
        assertState("42000", () -> {
            connection.setSchema("nowhere");
            return null;
        });
        connection.setSchema(null);
        assertThat(connection.getSchema()).isEqualTo("dingtalk");
    }
}
