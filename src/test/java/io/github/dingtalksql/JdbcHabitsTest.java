// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.emulator.DingTalkEmulator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.sql.Wrapper;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Properties;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What browsers of databases and frameworks call unasked, over the real driver, one of its mounted files being gone. */
class JdbcHabitsTest {
    private DingTalkEmulator emulator;
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        emulator = DingTalkEmulator.builder().samples().start();
        Properties properties = new Properties();
        properties.setProperty("user", emulator.appKey());
        properties.setProperty("password", emulator.appSecret());
        connection = DriverManager.getConnection(
                "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";unionId=" + emulator.unionId()
                        + ";files='SALES:854/798,GONE:854/4711'",
                properties);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        emulator.close();
    }

    private interface Listing {
        ResultSet list(DatabaseMetaData metaData) throws SQLException;
    }

    @Test
    void aBrowserReadsAllThatItShowsOfATable() throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        List<Listing> listings = List.of(
                m -> m.getImportedKeys(null, "files", "SALES"),
                m -> m.getExportedKeys(null, "files", "GONE"),
                m -> m.getPrimaryKeys("", "files", "SALES"),
                m -> m.getIndexInfo(null, "files", "SALES", true, true),
                m -> m.getIndexInfo(null, null, null, false, false),
                m -> m.getBestRowIdentifier(null, null, null, DatabaseMetaData.bestRowSession, true),
                m -> m.getVersionColumns(null, null, null),
                m -> m.getTablePrivileges(null, "%", "%"),
                m -> m.getColumnPrivileges(null, "files", "SALES", "%"),
                m -> m.getProcedures(null, "%", "%"),
                m -> m.getUDTs(null, "%", "%", new int[] {Types.STRUCT}),
                m -> m.getSuperTables(null, "%", "%"));
        for (Listing listing : listings) {
            try (ResultSet rows = listing.list(metaData)) {
                assertThat(rows.getMetaData().getColumnCount()).isPositive();
                assertThat(rows.next()).isFalse();
            }
        }
        assertThat(emulator.journal()).as("calls").isEmpty();

        int columns = 0;
        try (ResultSet rows = metaData.getColumns(null, "%", "%", "%")) {
            while (rows.next()) {
                columns++;
                assertThat(rows.getString("TABLE_NAME")).isNotEqualTo("GONE");
                assertThat(rows.getInt("DATA_TYPE")).isNotEqualTo(Types.NULL);
            }
        }
        assertThat(columns).isGreaterThan(100);
    }

    @Test
    void probesOfBiToolsAreAnswered() throws SQLException {
        for (String probe : List.of(
                "SELECT 1",
                "SELECT * FROM files.SALES WHERE 1 = 0",
                "SELECT * FROM \"files\".\"SALES\" LIMIT 0",
                "SELECT COUNT(*) FROM files.SALES",
                "SELECT \"t\".\"region\" AS \"region\", SUM(\"t\".\"quantity\") AS \"x\" FROM \"files\".\"SALES\" \"t\""
                        + " GROUP BY \"t\".\"region\" HAVING COUNT(1) > 0 ORDER BY \"t\".\"region\" ASC LIMIT 10",
                "SELECT * FROM (SELECT * FROM files.SALES) \"Custom SQL Query\" FETCH FIRST 1 ROWS ONLY",
                "SELECT DISTINCT CAST(ordered_on AS DATE) FROM files.SALES",
                "SELECT EXTRACT(YEAR FROM ordered_on), {fn MONTH(ordered_on)} FROM files.SALES;")) {
            try (Statement statement =
                            connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
                    ResultSet rows = statement.executeQuery(probe)) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    for (int i = 1; i <= columns; i++) {
                        assertThat(rows.getString(i) == null).isEqualTo(rows.getObject(i) == null);
                    }
                }
            }
        }
    }

    /** As Spark, Beam, H2's linked tables, Hibernate, jOOQ and pools send them. */
    @Test
    void formsThatToolsSendUnaskedMeanWhatTheySay() throws SQLException {
        String sales = "\"files\".\"SALES\"";
        long all = number("SELECT COUNT(*) FROM " + sales);
        long trays = number("SELECT COUNT(*) FROM " + sales + " WHERE product = '竹制茶盘'");
        assertThat(trays).isBetween(1L, all - 1);

        assertThat(number("SELECT COUNT(*) FROM (SELECT 1 FROM " + sales + ") WHERE 1=0"))
                .isZero();
        assertThat(number("SELECT COUNT(*) FROM (SELECT * FROM " + sales + ") SPARK_GEN_SUBQ_0 WHERE 0=1"))
                .isZero();
        assertThat(number("SELECT COUNT(*) FROM (SELECT \"product\" FROM " + sales
                        + " WHERE (\"product\" IS NOT NULL) AND (\"product\" = '竹制茶盘') ) t"))
                .isEqualTo(trays);
        assertThat(number("SELECT COUNT(*) FROM " + sales + " WHERE (\"product\" IN ('竹制茶盘', 'none'))"))
                .isEqualTo(trays);
        assertThat(number("SELECT COUNT(*) FROM " + sales + " WHERE \"product\" LIKE '竹%' ESCAPE '\\'"))
                .isEqualTo(trays);
        assertThat(number("SELECT COUNT(*) FROM " + sales + " WHERE (\"product\" = '竹制茶盘') = true"))
                .isEqualTo(trays);
        assertThat(number("SELECT COUNT(*) FROM " + sales + " WHERE \"ordered_on\" >= '2026-01-01'"
                        + " AND \"ordered_on\" < '2027-01-01'"))
                .isEqualTo(all);
        assertThat(number("SELECT COUNT(*) FROM " + sales + " WHERE CAST(\"ordered_on\" AS TIMESTAMP) >="
                        + " '2026-01-01 00:00:00.0'"))
                .isEqualTo(all);
        assertThat(number("SELECT COUNT(*) FROM " + sales + " WHERE \"quantity\" < 5 OR \"quantity\" IS NULL")
                        + number("SELECT COUNT(*) FROM " + sales + " WHERE \"quantity\" >= 5"))
                .isEqualTo(all);
        long least = number("SELECT MIN(\"order_id\") FROM " + sales);
        assertThat(number("SELECT \"order_id\" FROM " + sales + " ORDER BY \"order_id\" ASC NULLS FIRST LIMIT 1"))
                .isEqualTo(least);
        assertThat(number("SELECT order_id FROM " + sales + " ORDER BY order_id LIMIT ? OFFSET ?", 1L, 0L))
                .isEqualTo(least);
        assertThat(number("SELECT order_id FROM " + sales + " ORDER BY order_id FETCH FIRST ? ROWS ONLY", 1))
                .isEqualTo(least);
        assertThat(number("SELECT COUNT(*) FROM " + sales + " WHERE order_id >= ? AND order_id < ?", least, least + 1))
                .isEqualTo(1);
    }

    private long number(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getLong(1);
            }
        }
    }

    /** An alias is a label; the name is what the alias is of. */
    @Test
    void theLabelOfAnAliasIsNotItsName() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT region AS \"Where\", quantity FROM files.SALES")) {
            assertThat(rows.getMetaData().getColumnLabel(1)).isEqualTo("Where");
            assertThat(rows.getMetaData().getColumnName(1)).isEqualTo("region");
            assertThat(rows.getMetaData().getTableName(1)).isEqualTo("SALES");
            assertThat(rows.getMetaData().getSchemaName(1)).isEqualTo("files");
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("WHERE")).isEqualTo(rows.getString(1));
            assertThat(rows.findColumn("where")).isEqualTo(1);
        }
    }

    @Test
    void thereAreNoGeneratedKeys() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.execute("SELECT 1", Statement.RETURN_GENERATED_KEYS))
                    .isTrue();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                assertThat(keys.next()).isFalse();
            }
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
        }
    }

    @Test
    void batchesAreRefusedAndLeaveTheStatementUsable() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT CAST(? AS INTEGER)")) {
            statement.setInt(1, 1);
            assertThatThrownBy(statement::addBatch).isInstanceOf(SQLFeatureNotSupportedException.class);
            statement.clearBatch();
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
            }
        }
    }

    @Test
    void closingTwiceAndAskingAfterwardsIsFine() throws SQLException {
        Statement statement = connection.createStatement();
        statement.closeOnCompletion();
        ResultSet rows = statement.executeQuery("SELECT 1");
        assertThat(rows.getStatement()).isSameAs(statement);
        rows.close();
        rows.close();
        assertThat(rows.isClosed()).isTrue();
        assertThat(statement.isClosed()).as("closeOnCompletion").isTrue();
        assertThatThrownBy(rows::getStatement).isInstanceOf(SQLException.class);
        assertThatThrownBy(rows::next).isInstanceOf(SQLException.class).hasMessageContaining("closed");
        statement.close();
        statement.cancel();
        assertThatThrownBy(() -> statement.executeQuery("SELECT 1")).isInstanceOf(SQLException.class);
        connection.close();
        connection.close();
        assertThat(connection.isClosed()).isTrue();
        assertThat(connection.isValid(1)).isFalse();
        assertThatThrownBy(connection::createStatement).isInstanceOf(SQLException.class);
    }

    @Test
    void hintsAreKept() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(1000);
            statement.setMaxRows(7);
            statement.setQueryTimeout(30);
            statement.setFetchDirection(ResultSet.FETCH_FORWARD);
            statement.setEscapeProcessing(true);
            statement.setPoolable(true);
            assertThat(statement.getFetchSize()).isEqualTo(1000);
            assertThat(statement.getMaxRows()).isEqualTo(7);
            assertThat(statement.getQueryTimeout()).isEqualTo(30);
            assertThat(statement.isPoolable()).isTrue();
            try (ResultSet rows = statement.executeQuery("SELECT * FROM files.SALES")) {
                assertThat(rows.getFetchSize()).isEqualTo(1000);
                int count = 0;
                while (rows.next()) {
                    count++;
                }
                assertThat(count).isEqualTo(7);
            }
        }
    }

    @Test
    void aValueIsReadAsEveryClassThatFits() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT 42 AS n, '42' AS t, DATE '2024-02-29' AS d,"
                                + " TIMESTAMP '2024-02-29 01:02:03' AS ts, 1.50 AS m, ARRAY['a', 'b'] AS a, true AS b, X'0102' AS x")) {
            assertThat(rows.next()).isTrue();
            for (Class<?> type : List.of(
                    Integer.class,
                    Long.class,
                    Short.class,
                    Byte.class,
                    Double.class,
                    Float.class,
                    BigDecimal.class,
                    BigInteger.class,
                    String.class,
                    Object.class,
                    Number.class)) {
                assertThat(rows.getObject("n", type)).as(type.getName()).isInstanceOf(type);
            }
            for (Class<?> type :
                    List.of(Integer.class, Long.class, BigDecimal.class, String.class, CharSequence.class)) {
                assertThat(rows.getObject("t", type)).as(type.getName()).isInstanceOf(type);
            }
            for (Class<?> type :
                    List.of(Date.class, LocalDate.class, LocalDateTime.class, Timestamp.class, String.class)) {
                assertThat(rows.getObject("d", type)).as(type.getName()).isInstanceOf(type);
            }
            for (Class<?> type : List.of(
                    Timestamp.class,
                    LocalDateTime.class,
                    LocalDate.class,
                    OffsetDateTime.class,
                    ZonedDateTime.class,
                    Instant.class,
                    java.util.Date.class,
                    String.class)) {
                assertThat(rows.getObject("ts", type)).as(type.getName()).isInstanceOf(type);
            }
            assertThat(rows.getObject("m", BigDecimal.class)).isEqualTo(new BigDecimal("1.50"));
            assertThat(rows.getObject("a", Array.class).getArray()).isEqualTo(new String[] {"a", "b"});
            assertThat((Object) rows.getObject("a", List.class)).isEqualTo(List.of("a", "b"));
            assertThat(rows.getObject("b", Boolean.class)).isTrue();
            assertThat(rows.getObject("x", byte[].class)).isEqualTo(new byte[] {1, 2});
            assertThatThrownBy(() -> rows.getObject("a", Integer.class)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> rows.getObject("n", Thread.class)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void theZoneOfACalendarCounts() throws SQLException {
        Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
        Instant instant = Instant.parse("2024-02-28T16:02:03Z");
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT CAST(? AS TIMESTAMP), CAST(? AS DATE)")) {
            statement.setTimestamp(1, Timestamp.from(instant), tokyo);
            statement.setDate(2, new Date(instant.toEpochMilli()), tokyo);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("2024-02-29 01:02:03");
                assertThat(rows.getTimestamp(1, tokyo).toInstant()).isEqualTo(instant);
                assertThat(rows.getString(2)).isEqualTo("2024-02-29");
                assertThat(Instant.ofEpochMilli(rows.getDate(2, tokyo).getTime()))
                        .isEqualTo(Instant.parse("2024-02-28T15:00:00Z"));
            }
        }
    }

    @Test
    void setObjectTakesTheTypeThatIsNamed() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT CAST(? AS INTEGER), CAST(? AS DATE), CAST(? AS TIMESTAMP), CAST(? AS DECIMAL(10, 2)), CAST(? AS VARCHAR)")) {
            statement.setObject(1, "42", Types.INTEGER);
            statement.setObject(2, "2024-02-29", Types.DATE);
            statement.setObject(3, LocalDateTime.of(2024, 2, 29, 1, 2), JDBCType.TIMESTAMP);
            statement.setObject(4, 1.5, Types.DECIMAL, 2);
            statement.setObject(5, 7L, Types.VARCHAR);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= 5; i++) {
                    values.add(rows.getString(i));
                }
                assertThat(values).containsExactly("42", "2024-02-29", "2024-02-29 01:02:00", "1.50", "7");
            }
        }
    }

    @Test
    void everyObjectUnwrapsToItselfAndToNothingElse() throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement("SELECT 1");
                ResultSet rows = prepared.executeQuery()) {
            for (Wrapper wrapper : List.<Wrapper>of(
                    connection,
                    connection.getMetaData(),
                    prepared,
                    rows,
                    rows.getMetaData(),
                    prepared.getParameterMetaData())) {
                assertThat(wrapper.isWrapperFor(wrapper.getClass())).isTrue();
                assertThat(wrapper.unwrap(Wrapper.class)).isSameAs(wrapper);
                assertThat(wrapper.isWrapperFor(String.class)).isFalse();
                assertThatThrownBy(() -> wrapper.unwrap(String.class)).isInstanceOf(SQLException.class);
            }
        }
    }
}
