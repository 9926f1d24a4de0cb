// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadJsonTest {
    private static final String ALL = "SELECT * FROM read_json('854', '1')";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": 1, \"名\": \"广\", \"ok\": true}\n{\"id\": 2, \"p\": 1.5, \"名\": null}\n",
                "[{\"id\": 1, \"名\": \"广\", \"ok\": true}, {\"id\": 2, \"p\": 1.5}]",
                "\uFEFF [ {\"id\":1,\"名\":\"\\u5e7f\",\"ok\":true},\n\n{\"id\":2,\"p\":1.50 } ] ",
            })
    void readsLinesAndOneArray(String json) throws Exception {
        try (TypedFiles files = TypedFiles.of(json)) {
            assertThat(files.columns("SELECT id, 名, ok FROM read_json('854', '1')"))
                    .containsExactly("id BIGINT", "名 VARCHAR", "ok BOOLEAN");
            assertThat(files.rows("SELECT id, 名, ok, p * 2 = 3 FROM read_json('854', '1')"))
                    .containsExactly("1|广|true|null", "2|null|null|true");
            assertThat(files.rows("SELECT count(*) FROM read_json('854', '1')")).containsExactly("2");
        }
    }

    @Test
    void nestedValuesAreJsonText() throws Exception {
        try (TypedFiles files = TypedFiles.of("{\"a\": {\"x\": [1, \"二\"]}, \"b\": [], \"c\": \"s\"}\n")) {
            assertThat(files.rows(ALL)).containsExactly("{\"x\":[1,\"二\"]}|[]|s");
            assertThat(files.rows("SELECT JSON_VALUE(a, '$.x[0]') FROM read_json('854', '1')"))
                    .containsExactly("1");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "1!BIGINT",
                "\"1\"!VARCHAR",
                "1.25!DECIMAL(20,2)",
                "1e3!DOUBLE",
                "12345678901234567890!DECIMAL(38,0)",
                "12345678901234567890.125!DECIMAL(38,3)",
                "1234567890123456789012345678901234567890!VARCHAR",
                "13800138000!BIGINT",
                "1.5e300!DOUBLE",
                "1e400!VARCHAR",
                "\"10:30:00\"!TIME",
                "\"2024-01-05\"!DATE",
                "\"2024-01-05T10:00:00\"!TIMESTAMP",
                "null!VARCHAR",
                "[1]!VARCHAR",
            })
    void findsTypes(String value, String type) throws Exception {
        try (TypedFiles files = TypedFiles.of("{\"v\": " + value + "}")) {
            assertThat(files.columns(ALL)).containsExactly("v " + type);
            assertThat(files.rows(ALL)).hasSize(1);
        }
    }

    @Test
    void givenColumnsNeedNoCallToPrepare() throws Exception {
        try (TypedFiles files = TypedFiles.of("{\"a\": 1, \"b\": {\"c\": 2}}\n{\"a\": \"x\"}\n")) {
            String sql = "SELECT a, b FROM read_json(?, ?, columns => 'b VARCHAR, a INTEGER', on_error => 'null')";
            assertThat(files.columns(sql)).containsExactly("a INTEGER", "b VARCHAR");
            assertThat(files.emulator.journal()).isEmpty();
            assertThat(files.rows(sql, "854", "1")).containsExactly("1|{\"c\":2}", "null|null");
            assertThatThrownBy(() -> files.rows("SELECT a FROM read_json('854', '1', columns => 'a INTEGER')"))
                    .hasMessageContaining("column a, record 2")
                    .hasMessageContaining("'x' is no INTEGER");
        }
    }

    @Test
    void goesOnFromTheSample() throws Exception {
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            json.append("{\"id\":")
                    .append(i)
                    .append(",\"text\":\"text number ")
                    .append(i)
                    .append("\"}\n");
        }
        try (TypedFiles files = TypedFiles.of(json.toString())) {
            assertThat(files.query("SELECT count(*), max(id), max(text) FROM read_json('854', '1')"))
                    .containsExactly("20000|19999|text number 9999");
            assertThat(files.bytesRead()).isEqualTo(json.length());
        }
    }

    @Test
    void readsGzipAndOtherCharsets() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"a\":1}\n{\"a\":2}".getBytes(StandardCharsets.UTF_8));
        }
        byte[] chinese = "{\"a\":\"深圳\"}\n".getBytes(Charset.forName("GB18030"));
        try (TypedFiles files = TypedFiles.ofBytes("", packed.toByteArray(), chinese)) {
            assertThat(files.rows("SELECT sum(a) FROM read_json('854', '1')")).containsExactly("3");
            assertThat(files.rows("SELECT a FROM read_json('854', '2')")).containsExactly("深圳");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "{\"a\":1}|{\"a\":!record 2",
                "{\"a\":1}|nonsense!record 2, byte offset 8",
                "{\"a\":1}|[2]!no object",
                "[{\"a\":1}!expected close marker for Array",
                "[{\"a\":1}]|{\"a\":2}!record 2, byte offset 9: something follows the array",
                "{\"a\":1}|{\"a\":tru}!record 2, byte offset 13: Unrecognized token 'tru'",
                "{\"a\":\"\"}!record 1, byte offset 6: Illegal unquoted character",
                "{\"a\":\"\\x\"}!record 1, byte offset 7: Unrecognized character escape",
            })
    void malformedJsonIsAnErrorWithItsPlace(String json, String message) throws Exception {
        try (TypedFiles files = TypedFiles.of(json.replace('|', '\n'))) {
            assertThatThrownBy(() -> files.query(ALL))
                    .hasMessageContaining("File 854/1")
                    .hasMessageContaining(message)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("22000");
        }
    }

    @Test
    void deepNestingIsAnErrorNotAnOverflow() throws Exception {
        try (TypedFiles files =
                TypedFiles.of("{\"a\":" + "[".repeat(100_000), "{\"b\":1}\n{\"a\":" + "{\"a\":".repeat(50_000))) {
            assertThatThrownBy(() -> files.query(ALL))
                    .hasMessageContaining("nesting")
                    .hasMessageNotContaining("StreamReadConstraints");
            assertThatThrownBy(() -> files.query("SELECT b FROM read_json('854', '2', columns => 'b BIGINT')"))
                    .hasMessageContaining("record 2, byte offset")
                    .hasMessageContaining("nesting");
        }
    }

    @Test
    void whatIsLongerThanARecordMayBeIsAnError() throws Exception {
        String text = "{\"a\":\"" + "x".repeat(5000) + "\",\"b\":[" + "1,".repeat(3000) + "1],\"c\":1}\n";
        try (TypedFiles files = TypedFiles.ofBytes(";maxRecordBytes=4096", text.getBytes(StandardCharsets.UTF_8))) {
            String table = " FROM read_json('854', '1', columns => 'a VARCHAR, b VARCHAR, c BIGINT')";
            assertThatThrownBy(() -> files.rows("SELECT a" + table))
                    .hasMessageContaining(
                            "record 1, byte offset 0: the values of the object that begins here are longer"
                                    + " than maxRecordBytes = 4096");
            assertThatThrownBy(() -> files.rows("SELECT b" + table)).hasMessageContaining("maxRecordBytes = 4096");
        }
        String many = "{\"a\":\"" + "x".repeat(3000) + "\",\"b\":\"" + "y".repeat(3000) + "\"}\n";
        try (TypedFiles files = TypedFiles.ofBytes(";maxRecordBytes=4096", many.getBytes(StandardCharsets.UTF_8))) {
            String table = " FROM read_json('854', '1', columns => 'a VARCHAR, b VARCHAR')";
            assertThatThrownBy(() -> files.rows("SELECT a, b" + table)).hasMessageContaining("maxRecordBytes = 4096");
            assertThat(files.rows("SELECT char_length(a)" + table)).containsExactly("3000");
        }
    }

    @Test
    void theLastOfTwoValuesOfAKeyCounts() throws Exception {
        try (TypedFiles files = TypedFiles.of("{\"a\":1,\"a\":2}\n{\"a\":3,\"a\":null}\n")) {
            assertThat(files.rows(ALL)).containsExactly("2", "null");
        }
    }

    @Test
    void keysBecomeNamesThatSqlCanTellApart() throws Exception {
        try (TypedFiles files = TypedFiles.of("{\"a\":1,\"A\":2,\"\":3,\" b \":4}\n")) {
            assertThat(files.columns(ALL)).containsExactly("a BIGINT", "A_1 BIGINT", "column3 BIGINT", "b BIGINT");
            assertThat(files.rows(ALL)).containsExactly("1|2|3|4");
        }
    }

    @Test
    void eachMisfitIsOneSkippedRecord() throws Exception {
        try (TypedFiles files = TypedFiles.of("{\"a\":1,\"b\":1}\n{\"a\":\"x\",\"b\":\"y\"}\n{\"a\":2,\"b\":\"z\"}\n");
                Statement statement = files.connection.createStatement()) {
            for (String columns : new String[] {"count(*)", "count(a)", "count(b)"}) {
                try (ResultSet result = statement.executeQuery("SELECT " + columns
                        + " FROM read_json('854', '1', columns => 'a BIGINT, b BIGINT', on_error => 'skip')")) {
                    assertThat(TypedFiles.rows(result)).as(columns).containsExactly("1");
                    assertThat(result.getWarnings().getMessage())
                            .contains("2 records are left out")
                            .contains("column a, record 2, byte offset 14: 'x' is no BIGINT");
                }
            }
        }
    }

    @Test
    void fieldsThatTheSampleDidNotHaveAreTold() throws Exception {
        try (TypedFiles files = TypedFiles.of("{\"a\":1}\n{\"a\":2,\"new\":3}\n{\"new\":4}\n");
                Statement statement = files.connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM read_json('854', '1', sample_bytes => 8)")) {
            assertThat(TypedFiles.rows(result)).containsExactly("1", "2", "null");
            assertThat(result.getWarnings().getMessage())
                    .contains("2 fields are left out")
                    .contains("'new', record 2, byte offset 8");
        }
    }

    @Test
    void whatIsNotOfTheCharsetSaysWhere() throws Exception {
        byte[] broken = "{\"a\":1}\n{\"a\":\"xx\"}\n".getBytes(StandardCharsets.UTF_8);
        broken[15] = (byte) 0xC3;
        byte[] overlong = "{\"a\":\"xx\"}\n".getBytes(StandardCharsets.UTF_8);
        overlong[6] = (byte) 0xC0;
        overlong[7] = (byte) 0x80;
        try (TypedFiles files = TypedFiles.ofBytes("", broken, overlong)) {
            assertThatThrownBy(() -> files.query("SELECT a FROM read_json('854', '1', charset => 'UTF-8')"))
                    .hasMessageContaining("File 854/1, byte offset 15: the file is read as UTF-8");
            assertThatThrownBy(() -> files.query("SELECT a FROM read_json('854', '2', charset => 'UTF-8')"))
                    .hasMessageContaining("File 854/2, byte offset 6: the file is read as UTF-8");
        }
    }

    @Test
    void theCharsetIsFoundInAllOfTheSample() throws Exception {
        String json = "{\"a\":1}\n".repeat(9000) + "{\"a\":2,\"城\":\"深圳\"}\n";
        try (TypedFiles files = TypedFiles.ofBytes("", json.getBytes(Charset.forName("GB18030")))) {
            assertThat(files.rows("SELECT 城 FROM read_json('854', '1') WHERE a = 2"))
                    .containsExactly("深圳");
            assertThat(String.join("", files.rows("EXPLAIN PLAN FOR " + ALL))).contains("charset GB18030");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "Big5", "UTF-32LE", "ISO-2022-JP", "Shift_JIS"})
    void readsEveryCharset(String charset) throws Exception {
        String json = "[" + "{\"id\":1,\"t\":\"日本、中和\"},\n".repeat(5000) + "{\"id\":2,\"t\":\"本\"}]";
        try (TypedFiles files = TypedFiles.ofBytes("", json.getBytes(Charset.forName(charset)))) {
            assertThat(files.rows("SELECT count(*), sum(id), min(t), max(t) FROM read_json('854', '1', charset => '"
                            + charset + "')"))
                    .containsExactly("5001|5002|日本、中和|本");
        }
    }

    @Test
    void whatToldColumnsDoNotDependOnMayBeParameters() throws Exception {
        byte[] content = "{\"a\": 1, \"b\": \"深圳\"}\n{\"a\": \"x\"}\n".getBytes(Charset.forName("GB18030"));
        try (TypedFiles files = TypedFiles.ofBytes("", content)) {
            String told = "SELECT a, b FROM read_json(?, ?, ?, charset => ?, sample_bytes => ?, on_error => ?,"
                    + " columns => 'a BIGINT, b VARCHAR')";
            assertThat(files.rows(told, "854", 1, 1, "GB18030", 100, "null")).containsExactly("1|深圳", "null|null");
            assertThat(files.rows(told, "854", 1, null, "GB18030", null, "skip"))
                    .containsExactly("1|深圳");
            assertThatThrownBy(() -> files.rows(told, "854", 1, null, "GB18030", null, null))
                    .hasMessageContaining("'x' is no BIGINT");
            assertThat(files.rows("SELECT a FROM read_json('854', '1', sample_bytes => 28, on_error => ?)", "skip"))
                    .containsExactly("1");
        }
    }

    @Test
    void aGuessedCharsetIsTold() throws Exception {
        byte[] content = "{\"城市\": \"深圳\"}\n".getBytes(Charset.forName("GB18030"));
        String sql = "SELECT * FROM read_json('854', '1')";
        try (TypedFiles files = TypedFiles.ofBytes("", content);
                Statement statement = files.connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(TypedFiles.rows(result)).containsExactly("深圳");
            assertThat(result.getWarnings().getMessage()).contains("File 854/1 is read as GB18030, a guess");
            assertThat(String.join("", files.rows("EXPLAIN PLAN FOR " + sql))).contains("charset GB18030");
        }
    }
}
