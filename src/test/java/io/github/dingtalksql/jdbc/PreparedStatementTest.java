// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.plan.ColumnInfo;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreparedStatementTest {
    private static final ColumnInfo VARCHAR = Columns.varchar("?1");
    private static final ColumnInfo BIGINT = Columns.bigint("?1");
    private static final ColumnInfo TIMESTAMP = Columns.timestamp("?1");
    private static final ColumnInfo INSTANT =
            Columns.column("?1", Types.TIMESTAMP_WITH_TIMEZONE, "TIMESTAMP WITH LOCAL TIME ZONE", 23, "x");

    private final TimeZone zoneBefore = TimeZone.getDefault();
    private final FakeSqlEngine engine = new FakeSqlEngine();
    private Connection connection;

    private interface Setter {
        void set(PreparedStatement statement) throws SQLException;
    }

    @BeforeEach
    void connect() throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Shanghai"));
        connection = TestDriver.connect(engine);
    }

    @AfterEach
    void disconnect() throws SQLException {
        TimeZone.setDefault(zoneBefore);
        connection.close();
    }

    private PreparedStatement prepare(ColumnInfo... parameters) throws SQLException {
        engine.answer("q", List.of(VARCHAR), List.of(parameters), (execution, i) -> null);
        return connection.prepareStatement("q");
    }

    /** What the engine gets for a value. */
    private Object sent(ColumnInfo type, Setter setter) throws SQLException {
        try (PreparedStatement statement = prepare(type)) {
            setter.set(statement);
            statement.executeQuery();
        }
        return engine.parameters.get(engine.parameters.size() - 1).get(0);
    }

    private static void refused(String state, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    }

    @Test
    void ordinaryValuesGoAsTheyAre() throws SQLException {
        assertThat(sent(BIGINT, s -> s.setLong(1, 5))).isEqualTo(5L);
        assertThat(sent(BIGINT, s -> s.setInt(1, 5))).isEqualTo(5);
        assertThat(sent(BIGINT, s -> s.setString(1, "5"))).isEqualTo("5");
        assertThat(sent(BIGINT, s -> s.setObject(1, BigInteger.TEN))).isEqualTo(BigDecimal.TEN);
        assertThat(sent(BIGINT, s -> s.setBigDecimal(1, BigDecimal.ONE))).isEqualTo(BigDecimal.ONE);
        assertThat(sent(BIGINT, s -> s.setBoolean(1, true))).isEqualTo(true);
        assertThat(sent(BIGINT, s -> s.setNull(1, Types.OTHER))).isNull();
        assertThat(sent(BIGINT, s -> s.setObject(1, null))).isNull();
        assertThat(sent(BIGINT, s -> s.setObject(1, null, Types.INTEGER))).isNull();
        assertThat(sent(VARCHAR, s -> s.setNString(1, "中"))).isEqualTo("中");
        assertThat(sent(VARCHAR, s -> s.setObject(1, 'c'))).isEqualTo("c");
        assertThat((byte[]) sent(VARCHAR, s -> s.setBytes(1, new byte[] {1}))).containsExactly(1);
        assertThat(sent(VARCHAR, s -> s.setArray(1, connection.createArrayOf("VARCHAR", new Object[] {"a", null}))))
                .isEqualTo(java.util.Arrays.asList("a", null));
        assertThat(sent(VARCHAR, s -> s.setObject(1, new Object[] {1, Date.valueOf("2024-01-01")})))
                .isEqualTo(List.of(1, LocalDate.of(2024, 1, 1)));
    }

    @Test
    void streamsAreRead() throws SQLException {
        assertThat(sent(VARCHAR, s -> s.setCharacterStream(1, new StringReader("中文"))))
                .isEqualTo("中文");
        assertThat(sent(VARCHAR, s -> s.setCharacterStream(1, new StringReader("中文"), 1)))
                .isEqualTo("中");
        assertThat(sent(VARCHAR, s -> s.setClob(1, new StringReader("x"), 9L))).isEqualTo("x");
        assertThat(sent(VARCHAR, s -> s.setAsciiStream(1, stream("abc"), 2))).isEqualTo("ab");
        assertThat((byte[]) sent(VARCHAR, s -> s.setBinaryStream(1, stream("abc"))))
                .hasSize(3);
        assertThat(sent(VARCHAR, s -> s.setCharacterStream(1, null))).isNull();
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void datesAndTimesAreWhatTheClientsClockShows() throws SQLException {
        Calendar utc = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
        LocalDateTime wall = LocalDateTime.of(2023, 11, 14, 22, 13, 20, 1_000);
        Timestamp timestamp = Timestamp.valueOf(wall);
        Instant instant = timestamp.toInstant();

        assertThat(sent(TIMESTAMP, s -> s.setTimestamp(1, timestamp))).isEqualTo(wall);
        assertThat(sent(TIMESTAMP, s -> s.setTimestamp(1, timestamp, utc))).isEqualTo(wall.minusHours(8));
        assertThat(sent(TIMESTAMP, s -> s.setObject(1, wall))).isEqualTo(wall);
        assertThat(sent(TIMESTAMP, s -> s.setObject(1, instant))).isEqualTo(wall);
        assertThat(sent(TIMESTAMP, s -> s.setObject(1, OffsetDateTime.parse("2023-11-14T14:13:20Z"))))
                .isEqualTo(wall.withNano(0));
        assertThat(sent(TIMESTAMP, s -> s.setObject(1, new java.util.Date(instant.toEpochMilli()))))
                .isEqualTo(wall.withNano(0));
        assertThat(sent(INSTANT, s -> s.setTimestamp(1, timestamp))).isEqualTo(instant);
        assertThat(sent(INSTANT, s -> s.setObject(1, wall))).isEqualTo(instant);
        assertThat(sent(INSTANT, s -> s.setObject(1, instant))).isEqualTo(instant);
        assertThat(sent(TIMESTAMP, s -> s.setDate(1, Date.valueOf("2024-02-29"))))
                .isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(sent(TIMESTAMP, s -> s.setTime(1, Time.valueOf("01:02:03")))).isEqualTo(LocalTime.of(1, 2, 3));
        assertThat(sent(VARCHAR, s -> s.setObject(1, wall.withNano(0)))).isEqualTo("2023-11-14 22:13:20");
    }

    @Test
    void setObjectMakesTheTypeThatIsNamed() throws SQLException {
        assertThat(sent(BIGINT, s -> s.setObject(1, "12", Types.BIGINT))).isEqualTo(12L);
        assertThat(sent(BIGINT, s -> s.setObject(1, true, Types.INTEGER))).isEqualTo(1L);
        assertThat(sent(BIGINT, s -> s.setObject(1, "1.255", Types.DECIMAL, 2))).isEqualTo(new BigDecimal("1.26"));
        assertThat(sent(BIGINT, s -> s.setObject(1, "1.255", Types.NUMERIC))).isEqualTo(new BigDecimal("1.255"));
        assertThat(sent(VARCHAR, s -> s.setObject(1, 12, JDBCType.VARCHAR))).isEqualTo("12");
        assertThat(sent(TIMESTAMP, s -> s.setObject(1, "2024-02-29", Types.DATE)))
                .isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(sent(VARCHAR, s -> s.setObject(1, "x", Types.OTHER))).isEqualTo("x");
        PreparedStatement statement = prepare(BIGINT);
        refused("22018", () -> statement.setObject(1, "x", Types.INTEGER));
        refused("22018", () -> statement.setObject(1, 1L << 40, Types.INTEGER));
        refused("22018", () -> statement.setObject(1, new Object()));
        refused("22018", () -> statement.setObject(1, Thread.currentThread(), Types.VARCHAR));
    }

    @Test
    void everyParameterNeedsAValueAndKeepsIt() throws SQLException {
        PreparedStatement statement = prepare(BIGINT, VARCHAR);
        statement.setInt(1, 1);
        refused("22023", statement::executeQuery);
        refused("22023", () -> statement.setInt(3, 1));
        refused("22023", () -> statement.setInt(0, 1));
        statement.setString(2, "x");
        statement.executeQuery();
        statement.setInt(1, 2);
        statement.execute();
        assertThat(engine.parameters).containsExactly(List.of(1, "x"), List.of(2, "x"));
        statement.clearParameters();
        refused("22023", statement::executeQuery);
        refused("HY010", () -> statement.executeQuery("q"));
        refused("HY010", () -> statement.execute("q"));
        statement.close();
        refused("HY010", () -> statement.setInt(1, 1));
    }

    @Test
    void parametersAreKnownBeforeItRuns() throws SQLException {
        ParameterMetaData parameters = prepare(BIGINT, VARCHAR).getParameterMetaData();
        assertThat(parameters.getParameterCount()).isEqualTo(2);
        assertThat(parameters.getParameterType(1)).isEqualTo(Types.BIGINT);
        assertThat(parameters.getParameterTypeName(2)).isEqualTo("VARCHAR");
        assertThat(parameters.getParameterMode(1)).isEqualTo(ParameterMetaData.parameterModeIn);
        refused("22023", () -> parameters.getParameterType(3));
        assertThat(engine.cursors).isEmpty();
    }
}
