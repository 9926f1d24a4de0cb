// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.plan.ColumnInfo;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionTest {
    private final TimeZone zoneBefore = TimeZone.getDefault();
    private final FakeSqlEngine engine = new FakeSqlEngine();
    private Connection connection;

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

    private ResultSet one(ColumnInfo column, Object value) throws SQLException {
        engine.answer("q", List.of(column), List.of(), (execution, i) -> i == 0 ? new Object[] {value} : null);
        ResultSet rows = connection.createStatement().executeQuery("q");
        rows.next();
        return rows;
    }

    private ResultSet one(Object value) throws SQLException {
        return one(Columns.varchar("a"), value);
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(SQLDataException.class)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22018"))
                .hasMessageContaining("column 1");
    }

    @Test
    void aWholeNumberIsReadAsAnyTypeThatHoldsIt() throws SQLException {
        ResultSet rows = one(Columns.bigint("a"), 100L);
        assertThat(rows.getByte(1)).isEqualTo((byte) 100);
        assertThat(rows.getShort(1)).isEqualTo((short) 100);
        assertThat(rows.getInt("a")).isEqualTo(100);
        assertThat(rows.getLong(1)).isEqualTo(100);
        assertThat(rows.getFloat(1)).isEqualTo(100f);
        assertThat(rows.getDouble(1)).isEqualTo(100d);
        assertThat(rows.getBigDecimal(1)).isEqualTo("100");
        assertThat(rows.getString(1)).isEqualTo("100");
        assertThat(rows.getBoolean(1)).isTrue();
        assertThat(rows.getObject(1)).isEqualTo(100L);
        assertThat(rows.getObject(1, Integer.class)).isEqualTo(100);
        assertThat(rows.getObject(1, BigInteger.class)).isEqualTo(100);
        assertThat(rows.getObject(1, String.class)).isEqualTo("100");
        refused(() -> rows.getDate(1));
        refused(() -> rows.getBytes(1));
        refused(() -> rows.getArray(1));
        refused(() -> rows.getObject(1, Thread.class));
    }

    @Test
    void whatDoesNotFitIsRefusedAndNeverAnotherNumber() throws SQLException {
        ResultSet rows = one(Columns.bigint("a"), 1L << 40);
        refused(() -> rows.getInt(1));
        refused(() -> rows.getShort(1));
        refused(() -> rows.getByte(1));
        refused(() -> one("1e999999999").getLong(1));
        refused(() -> one("9223372036854775808").getLong(1));
        refused(() -> one(Double.NaN).getInt(1));
        refused(() -> one(1e300).getFloat(1));
        refused(() -> one("").getInt(1));
        refused(() -> one("seven").getDouble(1));
        refused(() -> one("perhaps").getBoolean(1));
        assertThat(one(1e300).getDouble(1)).isEqualTo(1e300);
        assertThat(one(Double.POSITIVE_INFINITY).getFloat(1)).isInfinite();
    }

    @Test
    void textIsReadAsNumbers() throws SQLException {
        assertThat(one(" 42 ").getInt(1)).isEqualTo(42);
        assertThat(one("-7.9").getLong(1)).isEqualTo(-7);
        assertThat(one("1.50").getBigDecimal(1)).isEqualTo(new BigDecimal("1.50"));
        assertThat(one("1e3").getDouble(1)).isEqualTo(1000);
        assertThat(one("T").getBoolean(1)).isTrue();
        assertThat(one("0").getBoolean(1)).isFalse();
        assertThat(one(0.1f).getDouble(1)).isEqualTo(0.1);
        assertThat(one(new BigDecimal("1E+3")).getString(1)).isEqualTo("1000");
        assertThat(one(true).getInt(1)).isEqualTo(1);
        assertThat(one(false).getString(1)).isEqualTo("false");
    }

    @Test
    void nullIsZeroFalseOrNullAndToldByWasNull() throws SQLException {
        ResultSet rows = one((Object) null);
        assertThat(rows.getInt(1)).isZero();
        assertThat(rows.wasNull()).isTrue();
        assertThat(rows.getBoolean(1)).isFalse();
        assertThat(rows.getDouble(1)).isZero();
        assertThat(rows.getString(1)).isNull();
        assertThat(rows.getObject(1)).isNull();
        assertThat(rows.getObject(1, Integer.class)).isNull();
        assertThat(rows.getObject(1, LocalDate.class)).isNull();
        assertThat(rows.getTimestamp(1)).isNull();
        assertThat(rows.getArray(1)).isNull();
        assertThat(rows.getCharacterStream(1)).isNull();
        assertThat(rows.getBytes(1)).isNull();
        assertThat(one("x").wasNull()).isFalse();
    }

    @Test
    void aTimestampIsWhatAClockShows() throws SQLException {
        LocalDateTime wall = LocalDateTime.of(2023, 11, 14, 22, 13, 20, 5_000_000);
        ResultSet rows = one(Columns.timestamp("a"), wall);
        Calendar utc = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
        Instant inUtc = Instant.parse("2023-11-14T22:13:20.005Z");

        assertThat(rows.getTimestamp(1)).isEqualTo(Timestamp.valueOf("2023-11-14 22:13:20.005"));
        assertThat(rows.getTimestamp(1).toInstant()).isEqualTo(inUtc.minus(Duration.ofHours(8)));
        assertThat(rows.getTimestamp(1, utc).toInstant()).isEqualTo(inUtc);
        assertThat(rows.getObject(1)).isEqualTo(rows.getTimestamp(1));
        assertThat(rows.getObject(1, LocalDateTime.class)).isEqualTo(wall);
        assertThat(rows.getObject(1, LocalDate.class)).isEqualTo("2023-11-14");
        assertThat(rows.getObject(1, OffsetDateTime.class)).isEqualTo(wall.atOffset(java.time.ZoneOffset.ofHours(8)));
        assertThat(rows.getObject(1, ZonedDateTime.class)).isEqualTo(wall.atZone(ZoneId.of("Asia/Shanghai")));
        assertThat(rows.getString(1)).isEqualTo("2023-11-14 22:13:20.005");
        assertThat(rows.getDate(1)).isEqualTo(Date.valueOf("2023-11-14"));
        assertThat(rows.getTime(1).toLocalTime()).isEqualTo("22:13:20");
        assertThat(rows.getTime(1).getTime() % 1000).isEqualTo(5);
        refused(() -> rows.getLong(1));
        assertThat(one(LocalDateTime.of(1500, 1, 2, 3, 4)).getTimestamp(1))
                .isEqualTo(Timestamp.valueOf("1500-01-02 03:04:00"));
        assertThat(one(LocalDateTime.of(1500, 1, 2, 3, 4)).getTimestamp(1, Calendar.getInstance()))
                .isEqualTo(Timestamp.valueOf("1500-01-02 03:04:00"));
    }

    @Test
    void aTimestampWithLocalTimeZoneIsAnInstant() throws SQLException {
        Instant instant = Instant.parse("2023-11-14T22:13:20Z");
        ResultSet rows = one(
                Columns.column(
                        "a",
                        Types.TIMESTAMP_WITH_TIMEZONE,
                        "TIMESTAMP WITH LOCAL TIME ZONE",
                        23,
                        Timestamp.class.getName()),
                instant);
        Calendar utc = Calendar.getInstance(TimeZone.getTimeZone("UTC"));

        assertThat(rows.getTimestamp(1)).isEqualTo(Timestamp.from(instant));
        assertThat(rows.getTimestamp(1, utc)).isEqualTo(Timestamp.from(instant));
        assertThat(rows.getObject(1)).isEqualTo(Timestamp.from(instant));
        assertThat(rows.getObject(1, Instant.class)).isEqualTo(instant);
        assertThat(rows.getObject(1, OffsetDateTime.class).toInstant()).isEqualTo(instant);
        assertThat(rows.getObject(1, LocalDateTime.class)).isEqualTo("2023-11-15T06:13:20");
        assertThat(rows.getString(1)).isEqualTo("2023-11-15 06:13:20");
    }

    @Test
    void datesAndTimesStandAlone() throws SQLException {
        ResultSet date = one(LocalDate.of(2024, 2, 29));
        assertThat(date.getDate(1)).isEqualTo(Date.valueOf("2024-02-29"));
        assertThat(date.getObject(1)).isEqualTo(Date.valueOf("2024-02-29"));
        assertThat(date.getTimestamp(1)).isEqualTo(Timestamp.valueOf("2024-02-29 00:00:00"));
        assertThat(date.getString(1)).isEqualTo("2024-02-29");
        assertThat(date.getDate(1, Calendar.getInstance(TimeZone.getTimeZone("UTC")))
                        .getTime())
                .isEqualTo(Instant.parse("2024-02-29T00:00:00Z").toEpochMilli());
        refused(() -> date.getTime(1));
        ResultSet time = one(LocalTime.of(1, 2, 3));
        assertThat(time.getTime(1)).isEqualTo(Time.valueOf("01:02:03"));
        assertThat(time.getObject(1)).isEqualTo(Time.valueOf("01:02:03"));
        assertThat(time.getString(1)).isEqualTo("01:02:03");
        refused(() -> time.getDate(1));
    }

    @Test
    void textIsReadAsDatesAndTimes() throws SQLException {
        assertThat(one("2024-02-29").getDate(1)).isEqualTo(Date.valueOf("2024-02-29"));
        assertThat(one("2024-02-29 01:02:03.5").getTimestamp(1)).isEqualTo(Timestamp.valueOf("2024-02-29 01:02:03.5"));
        assertThat(one("2024-02-29T00:00:00Z").getTimestamp(1)).isEqualTo(Timestamp.valueOf("2024-02-29 08:00:00"));
        assertThat(one("2024-02-29T00:00:00+01:00").getObject(1, Instant.class))
                .isEqualTo(Instant.parse("2024-02-28T23:00:00Z"));
        assertThat(one("01:02").getTime(1)).isEqualTo(Time.valueOf("01:02:00"));
        refused(() -> one("2023-02-29").getDate(1));
        refused(() -> one("yesterday").getTimestamp(1));
    }

    @Test
    void arraysAreReadWholeInPartsAndAsRows() throws SQLException {
        ResultSet rows = one(Columns.array("a"), Arrays.asList("x", null, "中"));
        Array array = rows.getArray(1);
        assertThat(array.getBaseTypeName()).isEqualTo("VARCHAR");
        assertThat(array.getBaseType()).isEqualTo(Types.VARCHAR);
        assertThat((String[]) array.getArray()).containsExactly("x", null, "中");
        assertThat((Object[]) array.getArray(3, 5)).containsExactly("中");
        assertThat((Object[]) array.getArray(1, 0)).isEmpty();
        assertThatThrownBy(() -> array.getArray(0, 1)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> array.getArray(5, 1)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> array.getArray(1, -1)).isInstanceOf(SQLException.class);
        ResultSet elements = array.getResultSet(2, 2);
        elements.next();
        assertThat(elements.getInt("INDEX")).isEqualTo(2);
        assertThat(elements.getString("VALUE")).isNull();
        elements.next();
        assertThat(elements.getString(2)).isEqualTo("中");
        assertThat(elements.next()).isFalse();
        assertThat(rows.getString(1)).isEqualTo("[x, null, 中]");
        assertThat(rows.getObject(1)).isInstanceOf(Array.class);
        assertThat((Object) rows.getObject(1, List.class)).isEqualTo(Arrays.asList("x", null, "中"));
        assertThat(rows.getObject(1, Object[].class)).hasSize(3);
        assertThat(rows.getObject(1, Array.class)).isNotNull();
        array.free();
        assertThatThrownBy(array::getArray).isInstanceOf(SQLException.class);
        refused(() -> rows.getInt(1));
    }

    @Test
    void elementsOfArraysAreTheObjectsOfTheirType() throws SQLException {
        ColumnInfo dates = Columns.column("a", Types.ARRAY, "DATE ARRAY", 0, Array.class.getName());
        assertThat((Date[]) one(dates, List.of(LocalDate.of(2024, 1, 1)))
                        .getArray(1)
                        .getArray())
                .containsExactly(Date.valueOf("2024-01-01"));
        ColumnInfo nested = Columns.column("a", Types.ARRAY, "BIGINT ARRAY ARRAY", 0, Array.class.getName());
        Object[] outer =
                (Object[]) one(nested, List.of(List.of(1L, 2L))).getArray(1).getArray();
        assertThat((Long[]) ((Array) outer[0]).getArray()).containsExactly(1L, 2L);
    }

    @Test
    void otherTypesHaveAnObjectAndAText() throws SQLException {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("k", "v");
        map.put("n", null);
        assertThat(one(map).getObject(1)).isEqualTo(map);
        assertThat((Object) one(map).getObject(1, Map.class)).isEqualTo(map);
        assertThat(one(map).getString(1)).isEqualTo("{k=v, n=null}");
        assertThat(one(new byte[] {1, (byte) 0xff}).getString(1)).isEqualTo("01ff");
        assertThat(one(new byte[] {1}).getBytes(1)).containsExactly(1);
        assertThat(one("中").getBytes(1)).isEqualTo("中".getBytes(StandardCharsets.UTF_8));
        ResultSet row = one(new Object[] {1L, "x"});
        assertThat(((Struct) row.getObject(1)).getAttributes()).containsExactly(1L, "x");
        assertThat(row.getString(1)).isEqualTo("{1, x}");
        assertThat(one(Period.ofMonths(2)).getObject(1)).isEqualTo(Period.ofMonths(2));
        assertThat(one(Duration.ofSeconds(2)).getString(1)).isEqualTo("PT2S");
    }

    @Test
    void textIsReadAsStreams() throws Exception {
        ResultSet rows = one("a中");
        StringWriter text = new StringWriter();
        try (Reader reader = rows.getCharacterStream(1)) {
            reader.transferTo(text);
        }
        assertThat(text).hasToString("a中");
        try (InputStream stream = rows.getBinaryStream(1)) {
            assertThat(stream.readAllBytes()).isEqualTo("a中".getBytes(StandardCharsets.UTF_8));
        }
        try (InputStream stream = rows.getAsciiStream(1)) {
            assertThat(stream.readAllBytes()).isEqualTo("a?".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(rows.getNString(1)).isEqualTo("a中");
        assertThat(one("https://a/b").getURL(1)).hasToString("https://a/b");
        refused(() -> one("no url").getURL(1));
        assertThat(rows.getObject(1, Map.of())).isEqualTo("a中");
        assertThat(rows.getObject("A", Object.class)).isEqualTo("a中");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theMetaDataSaysWhatTheColumnsAre(int prepared) throws SQLException {
        engine.answer("q", List.of(Columns.varchar("a"), Columns.bigint("b")), List.of(), (execution, i) -> null);
        ResultSetMetaData columns = prepared == 1
                ? connection.prepareStatement("q").getMetaData()
                : connection.createStatement().executeQuery("q").getMetaData();
        assertThat(columns.getColumnCount()).isEqualTo(2);
        assertThat(columns.getColumnLabel(1)).isEqualTo("a");
        assertThat(columns.getTableName(1)).isEqualTo("t");
        assertThat(columns.getSchemaName(1)).isEqualTo("dingtalk");
        assertThat(columns.getCatalogName(1)).isEmpty();
        assertThat(columns.getColumnType(1)).isEqualTo(Types.VARCHAR);
        assertThat(columns.getPrecision(1)).isEqualTo(65535);
        assertThat(columns.getColumnDisplaySize(2)).isEqualTo(21);
        assertThat(columns.getColumnClassName(2)).isEqualTo("java.lang.Long");
        assertThat(columns.isSigned(2)).isTrue();
        assertThat(columns.isNullable(1)).isEqualTo(ResultSetMetaData.columnNullable);
        assertThatThrownBy(() -> columns.getColumnName(3)).isInstanceOf(SQLException.class);
        assertThat(engine.cursors).hasSize(1 - prepared);
    }
}
