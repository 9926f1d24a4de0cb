// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.plan.CalciteEngine;
import io.github.dingtalksql.plan.SqlCatalog;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JDBC over the real planner, without any table. */
class SqlOverJdbcTest {
    /** One call of each function that the metadata names. */
    private static final Map<String, String> CALLS = Map.ofEntries(
            Map.entry("ATAN2", "ATAN2(1, 2)"),
            Map.entry("LOG", "LOG(2)"),
            Map.entry("MOD", "MOD(3, 2)"),
            Map.entry("PI", "PI()"),
            Map.entry("POWER", "POWER(2, 3)"),
            Map.entry("RAND", "RAND()"),
            Map.entry("ROUND", "ROUND(1.25, 1)"),
            Map.entry("TRUNCATE", "TRUNCATE(1.25, 1)"),
            Map.entry("ASCII", "ASCII('a')"),
            Map.entry("CHAR", "CHAR(65)"),
            Map.entry("CONCAT", "CONCAT('a', 'b')"),
            Map.entry("DIFFERENCE", "DIFFERENCE('a', 'b')"),
            Map.entry("INSERT", "INSERT('abc', 1, 1, 'x')"),
            Map.entry("LCASE", "LCASE('A')"),
            Map.entry("LEFT", "LEFT('abc', 1)"),
            Map.entry("LENGTH", "LENGTH('abc')"),
            Map.entry("LOCATE", "LOCATE('b', 'abc')"),
            Map.entry("LTRIM", "LTRIM(' a')"),
            Map.entry("REPEAT", "REPEAT('a', 2)"),
            Map.entry("REPLACE", "REPLACE('abc', 'b', 'x')"),
            Map.entry("RIGHT", "RIGHT('abc', 1)"),
            Map.entry("RTRIM", "RTRIM('a ')"),
            Map.entry("SOUNDEX", "SOUNDEX('abc')"),
            Map.entry("SPACE", "SPACE(2)"),
            Map.entry("SUBSTRING", "SUBSTRING('abc', 1, 2)"),
            Map.entry("UCASE", "UCASE('a')"),
            Map.entry("CONVERT", "CONVERT(1, SQL_VARCHAR)"),
            Map.entry("IFNULL", "IFNULL(1, 2)"),
            Map.entry("CURDATE", "CURDATE()"),
            Map.entry("CURTIME", "CURTIME()"),
            Map.entry("NOW", "NOW()"),
            Map.entry("TIMESTAMPADD", "TIMESTAMPADD(HOUR, 1, TIMESTAMP '2024-02-29 01:02:03')"),
            Map.entry(
                    "TIMESTAMPDIFF",
                    "TIMESTAMPDIFF(HOUR, TIMESTAMP '2024-02-29 01:02:03', TIMESTAMP '2024-03-01 01:02:03')"));

    private static final Set<String> OF_DATES =
            Set.of("DAYNAME", "DAYOFMONTH", "DAYOFWEEK", "DAYOFYEAR", "MONTH", "MONTHNAME", "QUARTER", "WEEK", "YEAR");
    private static final Set<String> OF_TIMES = Set.of("HOUR", "MINUTE", "SECOND");

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        root.add("dingtalk", new AbstractSchema());
        SqlCatalog nothing = new FakeSqlEngine().catalog();
        connection = TestDriver.over(config -> new CalciteEngine(root, nothing, InstantSource.fixed(Instant.EPOCH)))
                .connect("jdbc:dingtalk:", null);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    private ResultSet first(String sql) throws SQLException {
        ResultSet rows = connection.createStatement().executeQuery(sql);
        assertThat(rows.next()).isTrue();
        return rows;
    }

    @Test
    void everyFunctionThatTheMetadataNamesCanBeCalled() throws SQLException {
        Set<String> failed = new TreeSet<>();
        for (String functions : List.of(
                connection.getMetaData().getNumericFunctions(),
                connection.getMetaData().getStringFunctions(),
                connection.getMetaData().getSystemFunctions(),
                connection.getMetaData().getTimeDateFunctions())) {
            for (String function : functions.split(",")) {
                try (Statement statement = connection.createStatement()) {
                    statement.executeQuery("SELECT {fn " + call(function) + "}").next();
                } catch (SQLException e) {
                    failed.add(function + ": " + e.getMessage());
                }
            }
        }
        assertThat(failed).isEmpty();
    }

    private static String call(String function) {
        if (OF_DATES.contains(function)) {
            return function + "(DATE '2024-02-29')";
        }
        return OF_TIMES.contains(function)
                ? function + "(TIMESTAMP '2024-02-29 01:02:03')"
                : CALLS.getOrDefault(function, function + "(0.5)");
    }

    @Test
    void theObjectOfEachTypeIsOfTheClassThatTheMetaDataNames() throws Exception {
        ResultSet rows = first(
                "SELECT true, CAST(1 AS TINYINT), CAST(1 AS SMALLINT), 1, CAST(1 AS BIGINT), 1.5,"
                        + " CAST(1 AS REAL), CAST(1 AS DOUBLE), 'x', CAST('x' AS VARCHAR), X'01', DATE '2024-02-29',"
                        + " TIME '01:02:03', TIMESTAMP '2024-02-29 01:02:03', ARRAY['a'], MAP['k', 'v'], CAST(NULL AS INTEGER)");
        ResultSetMetaData columns = rows.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            Object value = rows.getObject(i);
            if (value != null) {
                assertThat(value).isInstanceOf(Class.forName(columns.getColumnClassName(i)));
            }
            assertThat(rows.getString(i) == null).isEqualTo(value == null);
            assertThat(columns.getColumnDisplaySize(i)).isNotNegative();
            assertThat(columns.getColumnTypeName(i)).isNotBlank();
        }
        assertThat(((Array) rows.getObject(15)).getArray()).isEqualTo(new String[] {"a"});
    }

    @Test
    void escapesAndChineseLiteralsWork() throws SQLException {
        ResultSet rows = first("SELECT {d '2024-02-29'}, {ts '2024-02-29 01:02:03'}, {fn UCASE('a')}, '中文' AS \"名\";");
        assertThat(rows.getDate(1)).isEqualTo(Date.valueOf("2024-02-29"));
        assertThat(rows.getTimestamp(2)).isEqualTo(Timestamp.valueOf("2024-02-29 01:02:03"));
        assertThat(rows.getString(3)).isEqualTo("A");
        assertThat(rows.getString("名")).isEqualTo("中文");
    }

    @Test
    void parametersOfAnyFittingClassAreTaken() throws SQLException {
        String sql = "SELECT a FROM (VALUES (1), (2), (3), (4)) AS t (a) WHERE a >= ? ORDER BY a LIMIT ? OFFSET ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, "2");
            statement.setLong(2, 2);
            statement.setObject(3, 1);
            ResultSet rows = statement.executeQuery();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt("A")).isEqualTo(3);
        }
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT CAST(? AS TIMESTAMP), CAST(? AS DATE), CAST(? AS VARCHAR)")) {
            LocalDateTime wall = LocalDateTime.of(2024, 2, 29, 1, 2, 3);
            statement.setObject(1, Timestamp.valueOf(wall));
            statement.setObject(2, wall.toLocalDate());
            statement.setObject(3, "中");
            ResultSet rows = statement.executeQuery();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getObject(1, LocalDateTime.class)).isEqualTo(wall);
            assertThat(rows.getObject(2, LocalDate.class)).isEqualTo(wall.toLocalDate());
            assertThat(rows.getString(3)).isEqualTo("中");
            statement.setNull(3, java.sql.Types.OTHER);
            ResultSet again = statement.executeQuery();
            assertThat(again.next()).isTrue();
            assertThat(again.getString(3)).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a INTEGER)",
                "CREATE FUNCTION f AS 'java.lang.System'",
                "CREATE OR REPLACE FUNCTION f AS 'java.lang.System' USING JAR 'x.jar'",
                "CREATE SCHEMA s",
                "ALTER SYSTEM SET \"a\" = 1",
                "SELECT * FROM \"metadata\".\"TABLES\"",
                "SELECT * FROM \"java\".\"lang\".\"System\"",
                "SELECT \"java.lang.System.exit\"(1)",
                "INSERT INTO t VALUES (1)",
                "DELETE FROM t",
                "DROP TABLE t",
                "SELECT nothing FROM nowhere",
                "SELEC 1",
                "",
                ";",
                "SELECT 1; SELECT 2",
                "SELECT 'a",
                "SELECT CAST('x' AS",
                "UPDATE t SET a = 1",
                "CALL p()",
                "SHOW TABLES",
                "SELECT \u0000",
                "SELECT 1 +",
                "EXPLAIN PLAN FOR DELETE"
            })
    void case147_whatIsNoQueryIsAnSqlException(String sql) {
        assertThatThrownBy(() -> first(sql)).satisfies(e -> {
            assertThat(e instanceof SQLSyntaxErrorException || e instanceof SQLFeatureNotSupportedException)
                    .as(e.toString())
                    .isTrue();
            assertThat(((SQLException) e).getSQLState()).isNotNull();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT CAST('x' AS INTEGER)",
                "SELECT 1 / (CAST(RAND() AS INTEGER) * 0)",
                "SELECT a[1] + CAST('y' AS INTEGER) FROM (VALUES (ARRAY[1])) AS t (a)"
            })
    void aValueThatCannotBeComputedIsAnSqlException(String sql) {
        assertThatThrownBy(() -> first(sql))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).startsWith("22"));
    }

    @Test
    void case146_tooDeepSqlIsAnSqlExceptionAndTheConnectionGoesOn() throws SQLException {
        String deep = "SELECT " + "(".repeat(20_000) + "1" + ")".repeat(20_000);
        assertThatThrownBy(() -> first(deep)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> first(manyOrs(20_000))).isInstanceOf(SQLException.class);
        assertThat(first(manyOrs(200)).getInt(1)).isEqualTo(1);
    }

    private static String manyOrs(int count) {
        String[] ors = new String[count];
        Arrays.setAll(ors, i -> "a = " + i);
        return "SELECT a FROM (VALUES (1)) AS t (a) WHERE " + String.join(" OR ", ors);
    }
}
