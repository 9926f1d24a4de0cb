// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Date;
import java.sql.Driver;
import java.sql.JDBCType;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls every method of every JDBC object in every state with every kind of argument. */
@Timeout(60)
class JdbcSweepTest {
    private static final int VARIANTS = 4;

    private interface Target {
        Object open() throws SQLException;
    }

    private final FakeSqlEngine engine = new FakeSqlEngine()
            .answer(
                    "q",
                    List.of(Columns.varchar("a"), Columns.array("b")),
                    List.of(Columns.varchar("?1")),
                    (execution, i) -> i < 2 ? new Object[] {"1", List.of("x")} : null)
            .answer("fails", List.of(Columns.varchar("a")), List.of(), (execution, i) -> {
                throw new DingTalkException(ErrorCode.BROKEN_STREAM, "broken");
            });

    private int calls;

    private Connection connect() throws SQLException {
        return TestDriver.connect(engine);
    }

    private PreparedStatement prepared() throws SQLException {
        PreparedStatement statement = connect().prepareStatement("q");
        statement.setString(1, "x");
        return statement;
    }

    private ResultSet onRow() throws SQLException {
        ResultSet rows = prepared().executeQuery();
        rows.next();
        return rows;
    }

    @Test
    void theDriverThrowsOnlySqlExceptions() {
        sweep(Driver.class, () -> TestDriver.over(config -> engine));
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "closed"})
    void aConnectionThrowsOnlySqlExceptions(String state) {
        sweep(Connection.class, () -> {
            Connection connection = connect();
            if (state.equals("closed")) {
                connection.close();
            }
            return connection;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "closed", "connection closed", "executed"})
    void statementsThrowOnlySqlExceptions(String state) {
        sweep(Statement.class, () -> inState(connect().createStatement(), state));
        sweep(PreparedStatement.class, () -> inState(prepared(), state));
    }

    private static Statement inState(Statement statement, String state) throws SQLException {
        switch (state) {
            case "closed" -> statement.close();
            case "connection closed" -> statement.getConnection().close();
            case "executed" -> {
                if (statement instanceof PreparedStatement prepared) {
                    prepared.execute();
                }
            }
            default -> assertThat(state).isEqualTo("open");
        }
        return statement;
    }

    @ParameterizedTest
    @ValueSource(strings = {"before first", "on row", "after last", "closed", "connection closed", "failed"})
    void aResultSetThrowsOnlySqlExceptions(String state) {
        sweep(ResultSet.class, () -> switch (state) {
            case "before first" -> prepared().executeQuery();
            case "on row" -> onRow();
            case "failed" -> {
                ResultSet rows = connect().createStatement().executeQuery("fails");
                try {
                    rows.next();
                } catch (SQLException e) {
                    assertThat(e.getSQLState()).isEqualTo("08006");
                }
                yield rows;
            }
            case "closed" -> {
                ResultSet rows = onRow();
                rows.close();
                yield rows;
            }
            case "connection closed" -> {
                ResultSet rows = onRow();
                rows.getStatement().getConnection().close();
                yield rows;
            }
            default -> {
                ResultSet rows = onRow();
                rows.next();
                rows.next();
                yield rows;
            }
        });
    }

    /** Why a method of {@code DatabaseMetaData} may throw although its connection is open. */
    private static final Map<String, String> MAY_THROW =
            Map.of("unwrap", "java.sql.Wrapper wants an SQLException where there is no object of the class");

    /** Not even SQLFeatureNotSupportedException: there is no list that could not at least be empty. */
    @Test
    void metaDataOfAnOpenConnectionThrowNothing() {
        List<String> thrown = new ArrayList<>();
        for (Method method : DatabaseMetaData.class.getMethods()) {
            for (int variant = 0; variant < VARIANTS; variant++) {
                Throwable failure = failure(method, () -> connect().getMetaData(), variant);
                boolean isAllowed = failure instanceof SQLException && MAY_THROW.containsKey(method.getName());
                if (failure != null && !isAllowed) {
                    thrown.add(method + " with variant " + variant + ": " + failure);
                }
            }
        }
        assertThat(thrown).isEmpty();
    }

    @Test
    void metaDataThrowsOnlySqlExceptions() {
        sweep(DatabaseMetaData.class, () -> {
            Connection connection = connect();
            DatabaseMetaData metaData = connection.getMetaData();
            connection.close();
            return metaData;
        });
        sweep(ResultSetMetaData.class, () -> onRow().getMetaData());
        sweep(ParameterMetaData.class, () -> prepared().getParameterMetaData());
    }

    @Test
    void anArrayThrowsOnlySqlExceptions() {
        sweep(Array.class, () -> onRow().getArray(2));
        sweep(Array.class, () -> {
            Array array = onRow().getArray(2);
            array.free();
            return array;
        });
    }

    private void sweep(Class<?> type, Target target) {
        List<String> wrong = new ArrayList<>();
        int before = calls;
        for (Method method : type.getMethods()) {
            if (Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            for (int variant = 0; variant < VARIANTS; variant++) {
                String problem = call(method, target, variant);
                if (problem != null) {
                    wrong.add(method + " with variant " + variant + ": " + problem);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(calls - before).isGreaterThan(VARIANTS * type.getDeclaredMethods().length / 2);
    }

    private @Nullable String call(Method method, Target target, int variant) {
        Throwable failure = failure(method, target, variant);
        return failure == null ? null : problem(failure);
    }

    /** Null if there is none. */
    private @Nullable Throwable failure(Method method, Target target, int variant) {
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = types[i].isPrimitive() ? primitive(types[i], variant) : reference(types[i], variant);
        }
        calls++;
        try {
            Object object = target.open();
            assertThat(object).isInstanceOf(method.getDeclaringClass());
            method.invoke(object, arguments);
            return null;
        } catch (InvocationTargetException e) {
            return e.getCause();
        } catch (SQLException | IllegalAccessException e) {
            return new AssertionError("not reached", e);
        }
    }

    private static String problem(Throwable thrown) {
        if (!(thrown instanceof SQLException failure)) {
            return String.valueOf(thrown);
        }
        boolean isPlain = failure.getMessage() != null && !failure.getMessage().isBlank();
        boolean isInternal = "XX000".equals(failure.getSQLState());
        return isPlain && failure.getSQLState() != null && !isInternal
                ? null
                : failure + " with SQLSTATE " + failure.getSQLState();
    }

    private static Object primitive(Class<?> type, int variant) {
        int number = new int[] {0, 1, -1, Integer.MAX_VALUE}[variant];
        if (type == boolean.class) {
            return variant == 1;
        }
        if (type == byte.class) {
            return (byte) number;
        }
        if (type == short.class) {
            return (short) number;
        }
        if (type == long.class) {
            return (long) number;
        }
        if (type == float.class) {
            return (float) number;
        }
        return type == double.class ? (Object) (double) number : (Object) number;
    }

    private static final Map<Class<?>, Object> SAMPLES = Map.ofEntries(
            Map.entry(String.class, "a"),
            Map.entry(Object.class, "x"),
            Map.entry(Class.class, Integer.class),
            Map.entry(Map.class, Map.of()),
            Map.entry(Calendar.class, Calendar.getInstance()),
            Map.entry(Executor.class, (Executor) Runnable::run),
            Map.entry(SQLType.class, JDBCType.INTEGER),
            Map.entry(BigDecimal.class, BigDecimal.TEN),
            Map.entry(Date.class, new Date(0)),
            Map.entry(Time.class, new Time(0)),
            Map.entry(Timestamp.class, new Timestamp(0)),
            Map.entry(int[].class, new int[] {1}),
            Map.entry(byte[].class, new byte[] {1}),
            Map.entry(String[].class, new String[] {"a"}),
            Map.entry(Object[].class, new Object[] {"a", null}));

    private static Object reference(Class<?> type, int variant) {
        if (variant == 0 || variant == 2) {
            return null;
        }
        if (type == InputStream.class) {
            return new ByteArrayInputStream(new byte[] {1, 2});
        }
        if (type == Reader.class) {
            return new StringReader("text");
        }
        if (type == Properties.class) {
            return new Properties();
        }
        return type == URL.class ? JdbcSweepTest.class.getResource("JdbcSweepTest.class") : SAMPLES.get(type);
    }
}
