// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
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
                "12345678901234567890!VARCHAR",
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
                "{\"a\":1}|nonsense!record 1",
                "{\"a\":1}|[2]!no object",
                "[{\"a\":1}!expected close marker for Array",
                "[{\"a\":1}]|{\"a\":2}!not all that is in the file",
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
        try (TypedFiles files = TypedFiles.of("{\"a\":" + "[".repeat(100_000))) {
            assertThatThrownBy(() -> files.query(ALL)).hasMessageContaining("nesting");
        }
    }
}
