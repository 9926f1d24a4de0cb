// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was found in a file is what metadata, comparison and arithmetic work with, without a cast. */
class TypesFlowTest {
    private TypedFiles files;

    @BeforeEach
    void start() throws Exception {
        String csv = "n,price,rate,ok,born,opens,seen,code\n"
                + "1,10.50,1e-3,true,2024/1/5,9:30,2024-01-05 10:00:00.250,007\n"
                + "2,0.07,2.5e0,false,2024年2月29日,18:00:00,2024年2月29日 00:00:00,010\n"
                + "3,,,,,,,\n";
        files = TypedFiles.ofBytes(";files=T:854/1", csv.getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() throws SQLException {
        files.close();
    }

    @Test
    void resultsAndToolsSeeTheSameTypes() throws Exception {
        try (Statement statement = files.connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM files.t");
                ResultSet columns = files.connection.getMetaData().getColumns(null, "files", "T", "%")) {
            ResultSetMetaData metaData = result.getMetaData();
            for (int i = 1; i <= metaData.getColumnCount(); i++) {
                assertThat(columns.next()).isTrue();
                assertThat(columns.getString("COLUMN_NAME")).isEqualTo(metaData.getColumnName(i));
                assertThat(columns.getInt("DATA_TYPE")).isEqualTo(metaData.getColumnType(i));
                assertThat(columns.getString("TYPE_NAME")).isEqualTo(metaData.getColumnTypeName(i));
                assertThat(metaData.isNullable(i)).isEqualTo(ResultSetMetaData.columnNullable);
                if (metaData.getColumnTypeName(i).equals("DECIMAL")) {
                    assertThat(columns.getInt("COLUMN_SIZE"))
                            .isEqualTo(metaData.getPrecision(i))
                            .isEqualTo(20);
                    assertThat(columns.getInt("DECIMAL_DIGITS"))
                            .isEqualTo(metaData.getScale(i))
                            .isEqualTo(2);
                }
            }
            assertThat(columns.next()).isFalse();
            assertThat(result.next()).isTrue();
            assertThat(result.getObject("n")).isEqualTo(1L);
            assertThat(result.getObject("price")).isEqualTo(new BigDecimal("10.50"));
            assertThat(result.getObject("rate")).isEqualTo(0.001);
            assertThat(result.getObject("ok")).isEqualTo(true);
            assertThat(result.getObject("born", LocalDate.class)).isEqualTo("2024-01-05");
            assertThat(result.getObject("opens", LocalTime.class)).isEqualTo("09:30");
            assertThat(result.getObject("seen", LocalDateTime.class)).isEqualTo("2024-01-05T10:00:00.250");
            assertThat(result.getObject("code")).isEqualTo("007");
        }
    }

    @Test
    void remarksTellWhatWasFound() throws Exception {
        assertThat(remarks()).isEqualTo("File 854/1");
        files.query("SELECT count(*) FROM files.t");
        assertThat(remarks()).startsWith("File 854/1; ").contains("delimiter ',', charset UTF-8");
    }

    private String remarks() throws SQLException {
        try (ResultSet tables = files.connection.getMetaData().getTables(null, "files", "T", null)) {
            assertThat(tables.next()).isTrue();
            return tables.getString("REMARKS");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "n > 1!2,3",
                "price * 2 = 21!1",
                "price BETWEEN 0.05 AND 0.1!2",
                "price < 1e0!2",
                "rate > 1!2",
                "ok!1",
                "NOT ok!2",
                "born < DATE '2024-02-01'!1",
                "EXTRACT(MONTH FROM born) = 2!2",
                "born + INTERVAL '1' DAY = DATE '2024-03-01'!2",
                "opens >= TIME '18:00:00'!2",
                "seen = TIMESTAMP '2024-01-05 10:00:00.250'!1",
                "seen < born + INTERVAL '1' DAY!1,2",
                "CAST(seen AS DATE) = born!1,2",
                "code = '007'!1",
                "code LIKE '0%' AND code <> '007'!2",
                "price IS NULL!3",
                "coalesce(price, 0) = 0!3",
                "n IN (SELECT n FROM files.t WHERE ok)!1",
            })
    void comparesAndCalculates(String condition, String rows) throws Exception {
        assertThat(files.rows("SELECT n FROM files.t WHERE " + condition + " ORDER BY n"))
                .containsExactly(rows.split(","));
    }

    @Test
    void aggregatesAreExact() throws Exception {
        assertThat(files.rows("SELECT sum(price), max(born), min(opens), count(ok), avg(n) FROM files.t"))
                .containsExactly("10.57|2024-02-29|09:30:00|2|2.0");
        assertThat(files.columns("SELECT sum(price) AS s, max(born) AS m, sum(n) AS n FROM files.t"))
                .containsExactly("s DECIMAL(38,2)", "m DATE", "n DECIMAL(38,0)");
        assertThat(files.columns("SELECT n + 1 AS a, price + n AS b, rate * 2 AS c, price * price AS d FROM files.t"))
                .containsExactly("a BIGINT", "b DECIMAL(22,2)", "c DOUBLE", "d DECIMAL(38,4)");
    }

    @Test
    void parametersTakeTheTypeOfTheColumn() throws Exception {
        try (PreparedStatement statement = files.connection.prepareStatement(
                "SELECT n FROM files.t WHERE born = ? AND price > ? AND seen < ? AND ok = ?")) {
            statement.setObject(1, LocalDate.parse("2024-01-05"));
            statement.setBigDecimal(2, new BigDecimal("10.49"));
            statement.setObject(3, LocalDateTime.parse("2024-01-05T10:00:00.251"));
            statement.setBoolean(4, true);
            try (ResultSet result = statement.executeQuery()) {
                assertThat(TypedFiles.rows(result)).containsExactly("1");
            }
        }
    }
}
