// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.Instruction;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadCsvTest {
    private static final String ALL = "SELECT * FROM read_csv('854', '1')";

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "true,FALSE!BOOLEAN",
                "1,-2,999999999999999999!BIGINT",
                "1,1000000000000000000!VARCHAR",
                "007,8!VARCHAR",
                "1.50,-2!DECIMAL(20,2)",
                ".5,1!DECIMAL(19,1)",
                "1e3,2.5!DOUBLE",
                "1e3,1234567890123456!VARCHAR",
                "1e400,1!VARCHAR",
                "1.7976931348623157E308,NaN,-Infinity!DOUBLE",
                "+86,1!VARCHAR",
                "13800138000,15912345678!VARCHAR",
                "13800138000,12!BIGINT",
                "110101199003074514,11010119900307453X!VARCHAR",
                "110101199003074514,440301198512120023!VARCHAR",
                "2024-01-05,2024/1/5,2024年1月5日!DATE",
                "2023-02-29!VARCHAR",
                "9:30,10:00:00.5!TIME",
                "2024-01-05T10:00:00,2024/1/5 9:30,2024年1月5日 09:30:00.120,2024-01-06!TIMESTAMP",
                "2024-01-05T10:00:00Z!VARCHAR",
                "2024-01-05 10:00:00.123456!VARCHAR",
                "１２,３!VARCHAR",
                "'1,000'!VARCHAR",
                "50%!VARCHAR",
            })
    void findsTheNarrowestTypeThatLosesNothing(String values, String type) throws Exception {
        StringBuilder file = new StringBuilder("v;other\n");
        for (String value : values.startsWith("'") ? new String[] {"1,000"} : values.split(",")) {
            file.append(value).append(";x\n");
        }
        file.append(";x\n");
        try (TypedFiles files = TypedFiles.of(file.toString())) {
            assertThat(files.columns(ALL)).containsExactly("v " + type, "other VARCHAR");
        }
    }

    @Test
    void typesFlowThroughArithmeticAndComparison() throws Exception {
        try (TypedFiles files = TypedFiles.of(
                "sku,qty,price,sold_on,seen\n0012,3,1.50,2024/1/5,2024-01-05 10:00:00\n0013,4,,2024年2月1日,\n")) {
            assertThat(files.rows("SELECT sku, qty * price AS total, sold_on + INTERVAL '1' DAY FROM"
                            + " read_csv('854', '1') WHERE qty < 4 AND sold_on < DATE '2024-02-01'"))
                    .containsExactly("0012|4.50|2024-01-06");
            assertThat(files.rows("SELECT count(*), sum(qty), count(price), max(seen) FROM read_csv('854', '1')"))
                    .containsExactly("2|7|1|2024-01-05 10:00:00");
        }
    }

    @Test
    void sumsOfWholeNumbersDoNotOverflow() throws Exception {
        try (TypedFiles files = TypedFiles.of("g,n\na,999999999999999999\na,999999999999999999\nb,\n")) {
            assertThat(files.rows("SELECT sum(n * 9), avg(n) > 1 FROM read_csv('854', '1')"))
                    .containsExactly("17999999999999999982|true");
            assertThat(files.rows("SELECT g, sum(n) OVER (PARTITION BY g) FROM read_csv('854', '1') ORDER BY 1"))
                    .containsExactly("a|1999999999999999998", "a|1999999999999999998", "b|null");
            assertThat(files.rows("SELECT g FROM read_csv('854', '1') t WHERE n <"
                            + " (SELECT sum(n) FROM read_csv('854', '1') u WHERE u.g = t.g) GROUP BY g"))
                    .containsExactly("a");
        }
    }

    @Test
    void anEmptyUnquotedFieldIsNullAndAQuotedOneIsNot() throws Exception {
        try (TypedFiles files = TypedFiles.of("a,b\n,x\n\"\",y\nNA,z\n")) {
            assertThat(files.rows("SELECT a IS NULL, b FROM read_csv('854', '1')"))
                    .containsExactly("true|x", "false|y", "false|z");
            assertThat(files.rows("SELECT a IS NULL, b FROM read_csv('854', '1', null_string => 'NA')"))
                    .containsExactly("true|x", "false|y", "true|z");
        }
    }

    @Test
    void namesAreMadeUnique() throws Exception {
        try (TypedFiles files = TypedFiles.of("id, ID ,,名称,名称\n1,2,3,a,b\n")) {
            assertThat(files.columns(ALL))
                    .containsExactly("id BIGINT", "ID_1 BIGINT", "column3 BIGINT", "名称 VARCHAR", "名称_1 VARCHAR");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void findsTheDelimiter(String delimiter) throws Exception {
        String file = "a,b、c\n1,x，y;z\n2,\"q|r\n\tt\"\n".replace(",", "\u0001").replace("\u0001", delimiter);
        try (TypedFiles files = TypedFiles.of(file)) {
            assertThat(files.columns(ALL)).containsExactly("a BIGINT", "b、c VARCHAR");
        }
    }

    @Test
    void readsOtherDialects() throws Exception {
        try (TypedFiles files =
                TypedFiles.of("Report \"x\n\n# c,\"omment\nid^text\n1^'it\\'s ^ \\n \\\\'\n# more\n2^''\n")) {
            assertThat(files.rows("SELECT * FROM read_csv('854', '1', delimiter => '^', quote => '''',"
                            + " \"escape\" => '\\', comment => '#', \"skip\" => 2)"))
                    .containsExactly("1|it's ^ \\n \\", "2|");
        }
    }

    @Test
    void withoutQuotesAQuoteIsData() throws Exception {
        try (TypedFiles files = TypedFiles.of("a,b\n\"x,1\n")) {
            assertThat(files.rows("SELECT * FROM read_csv('854', '1', quote => '')"))
                    .containsExactly("\"x|1");
        }
    }

    @Test
    void aPipeInsideAChineseCharacterIsNoDelimiter() throws Exception {
        String text = "a|b\n\u4e28\u4e91|x\n\u8c7c\u50e5|y\n";
        for (String charset : new String[] {"GB18030", "Big5", "UTF-16LE"}) {
            try (TypedFiles files = TypedFiles.ofBytes("", text.getBytes(Charset.forName(charset)))) {
                if (charset.equals("Big5")) {
                    assertThat(files.rows("SELECT count(*) FROM read_csv('854', '1', charset => 'Big5',"
                                    + " delimiter => '|', on_error => 'skip')"))
                            .hasSize(1);
                    continue;
                }
                assertThat(files.rows("SELECT a, b FROM read_csv('854', '1', charset => '" + charset + "')"))
                        .containsExactly("丨云|x", "豼僥|y");
            }
        }
    }

    @Test
    void findsTheCharset() throws Exception {
        try (TypedFiles files = TypedFiles.ofBytes("", "城市,数\n深圳,１\n".getBytes(Charset.forName("GB18030")))) {
            assertThat(files.columns(ALL)).containsExactly("城市 VARCHAR", "数 VARCHAR");
            assertThat(files.rows("SELECT 城市 FROM read_csv('854', '1')")).containsExactly("深圳");
        }
    }

    @Test
    void preparingTakesOneSampleAndTheScanGoesOnFromIt() throws Exception {
        StringBuilder csv = new StringBuilder("id,text\n");
        for (int i = 0; i < 40_000; i++) {
            csv.append(i).append(",text number ").append(i).append('\n');
        }
        try (TypedFiles files = TypedFiles.of(csv.toString())) {
            assertThat(files.columns(ALL)).containsExactly("id BIGINT", "text VARCHAR");
            assertThat(files.emulator.calls(CallKind.DOWNLOAD_INFO)).isEqualTo(1);
            assertThat(files.reads()).isEqualTo(1);
            assertThat(files.bytesRead()).isEqualTo(262144);

            files.emulator.resetJournal();
            assertThat(files.query("SELECT count(*), max(id) FROM read_csv('854', '1')"))
                    .containsExactly("40000|39999");
            assertThat(files.emulator.calls(CallKind.DOWNLOAD_INFO)).isZero();
            assertThat(files.bytesRead())
                    .as("one byte to see that the file is the same")
                    .isEqualTo(csv.length() - 262144 + 1);

            files.emulator.resetJournal();
            assertThat(files.query("SELECT id FROM read_csv('854', '1') LIMIT 3"))
                    .containsExactly("0", "1", "2");
            assertThat(files.bytesRead()).isEqualTo(1);
        }
    }

    @Test
    void aVersionIsSampledOnceAndReadOnFromThere() throws Exception {
        try (TypedFiles files = TypedFiles.of("a\n1\n")) {
            String sql = "SELECT * FROM read_csv('854', '798', 2, sample_bytes => 4096)";
            assertThat(files.columns(sql)).hasSize(9);
            assertThat(files.emulator.calls(CallKind.DOWNLOAD_INFO)).isEqualTo(1);
            long size = files
                    .rows("SELECT sum(byte_length) + count(*) FROM file_content WHERE space_id = '854' AND"
                            + " dentry_id = '798' AND version = 2")
                    .stream()
                    .mapToLong(Long::parseLong)
                    .sum();
            files.emulator.resetJournal();
            assertThat(files.columns(sql)).hasSize(9);
            assertThat(files.emulator.journal()).isEmpty();
            assertThat(files.rows(sql + " LIMIT 3")).hasSize(3);
            assertThat(files.emulator.journal()).as("three rows of the sample").isEmpty();
            int rows = files.rows(sql).size();
            assertThat(files.emulator.calls(CallKind.DOWNLOAD_INFO)).isZero();
            assertThat(files.bytesRead()).isEqualTo(size - 4096);
            assertThat(files.rows("SELECT count(*) FROM read_csv('854', '798', 2)"))
                    .containsExactly("" + rows);
        }
    }

    @Test
    void optionsThatTheColumnsDoNotDependOnMayBeParameters() throws Exception {
        try (TypedFiles files = TypedFiles.ofBytes(
                "",
                "城^数\n深圳^1\n'a^b'^x\n".getBytes(Charset.forName("GB18030")),
                "a,b\n1,2\nx,3\n".getBytes(StandardCharsets.UTF_8))) {
            String told =
                    "SELECT c, n FROM read_csv(?, ?, columns => 'c VARCHAR, n BIGINT', delimiter => ?, quote => ?,"
                            + " header => ?, charset => ?, \"skip\" => ?, null_string => ?, on_error => ?)";
            assertThat(files.rows(told, "854", "1", "^", "'", true, "GB18030", 0, "深圳", "null"))
                    .containsExactly("null|1", "a^b|null");
            assertThat(files.rows(told, "854", "1", "^", "'", false, "GB18030", 1, "-", "skip"))
                    .containsExactly("深圳|1");
            assertThatThrownBy(() -> files.rows(told, "854", "1", "^^", "'", false, "GB18030", 1, "-", "skip"))
                    .hasMessageContaining("delimiter must be one ASCII character");
            assertThatThrownBy(() -> files.rows(told, "854", "1", "^", "'", false, "GB18030", -1, "-", "skip"))
                    .hasMessageContaining("skip must be from 0");
            assertThatThrownBy(() -> files.rows(told, "854", "1", "^", "'", false, "GB18030", 1, "-", "ignore"))
                    .hasMessageContaining("on_error must be");

            String found = "SELECT a, b FROM read_csv('854', '2', sample_bytes => 8, on_error => ?)";
            assertThat(files.columns(found)).containsExactly("a BIGINT", "b BIGINT");
            assertThat(files.rows(found, "null")).containsExactly("1|2", "null|3");
            assertThat(files.rows(found, "skip")).containsExactly("1|2");
            assertThatThrownBy(() -> files.rows(found, (Object) null)).hasMessageContaining("'x' is no BIGINT");
            assertThat(files.rows(
                            "SELECT t.o, f.b FROM (VALUES ('null'), ('skip')) AS t(o), LATERAL TABLE(read_csv('854',"
                                    + " '2', columns => 'a BIGINT, b BIGINT', on_error => t.o)) AS f"))
                    .containsExactlyInAnyOrder("null|2", "null|3", "skip|2");
        }
    }

    @Test
    void aGuessedCharsetIsTold() throws Exception {
        byte[] gb18030 = "城市,数\n深圳,1\n".getBytes(Charset.forName("GB18030"));
        byte[] utf8 = "城市,数\n深圳,1\n".getBytes(StandardCharsets.UTF_8);
        byte[] marked = "\uFEFF城市,数\n深圳,1\n".getBytes(StandardCharsets.UTF_16LE);
        try (TypedFiles files = TypedFiles.ofBytes("", gb18030, utf8, marked);
                Statement statement = files.connection.createStatement()) {
            assertThat(warnings(statement, ALL))
                    .containsExactly("File 854/1 is read as GB18030, a guess from its first " + gb18030.length
                            + " bytes; if it is another charset, give it with the argument charset");
            assertThat(warnings(statement, "SELECT * FROM read_csv('854', '1', charset => 'GBK')"))
                    .isEmpty();
            assertThat(warnings(statement, "SELECT * FROM read_csv('854', '2')"))
                    .isEmpty();
            assertThat(warnings(statement, "SELECT * FROM read_csv('854', '3')"))
                    .isEmpty();
            assertThat(String.join("", files.rows("EXPLAIN PLAN FOR " + ALL))).contains("charset GB18030");
        }
    }

    private static List<String> warnings(Statement statement, String sql) throws SQLException {
        List<String> messages = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            TypedFiles.rows(result);
            SQLWarning warning = result.getWarnings();
            while (warning != null) {
                messages.add(warning.getMessage());
                warning = warning.getNextWarning();
            }
        }
        return messages;
    }

    @Test
    void bytesAfterTheSampleThatContradictTheCharsetAreAnErrorWithTheirPlace() throws Exception {
        String ascii = "id,name\n" + "1,abcdefgh\n".repeat(1000);
        byte[] bytes = (ascii + "2,深圳\n").getBytes(Charset.forName("GB18030"));
        try (TypedFiles files = TypedFiles.ofBytes("", bytes)) {
            String table = "read_csv('854', '1', sample_bytes => 4096)";
            assertThatThrownBy(() -> files.rows("SELECT name FROM " + table))
                    .hasMessageContaining(
                            "record 1002, byte offset " + (ascii.length() + 2) + ": the file is read as UTF-8")
                    .hasMessageContaining("charset = 'GB18030'")
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("22000");
            assertThat(files.rows("SELECT count(*), sum(id) FROM " + table)).containsExactly("1001|1002");
            assertThat(files.rows("SELECT name FROM read_csv('854', '1', charset => 'GB18030') WHERE id = 2"))
                    .containsExactly("深圳");
        }
    }

    /** The sample ends in the middle of a character, at each of its bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"})
    void aCharacterCutByTheSampleIsNotInvalid(String charset) throws Exception {
        String mark = charset.startsWith("UTF-16") ? "\uFEFF" : "";
        byte[] bytes = (mark + "名,数\n上海𠀀,1\n上海𠀀,2\n").getBytes(Charset.forName(charset));
        int first = (mark + "名,数\n").getBytes(Charset.forName(charset)).length;
        try (TypedFiles files = TypedFiles.ofBytes("", bytes)) {
            for (int sample = first; sample < bytes.length; sample++) {
                String table = "read_csv('854', '1', sample_bytes => " + sample + ")";
                assertThat(files.columns("SELECT * FROM " + table))
                        .as("%s", sample)
                        .hasSize(2);
                assertThat(files.rows("SELECT 名 FROM " + table))
                        .as("%s", sample)
                        .containsExactly("上海𠀀", "上海𠀀");
            }
        }
    }

    /** Fewer bytes are asked for than the file has, however it is limited. */
    @Test
    void limitStopsTheReading() throws Exception {
        String csv = "id,text\n" + "1,abcdefgh\n".repeat(1_000_000);
        try (TypedFiles files = TypedFiles.of(csv)) {
            String told = "read_csv('854', '1', columns => 'id BIGINT, text VARCHAR', delimiter => ',')";
            assertThat(files.rows("SELECT * FROM " + told + " LIMIT 10")).hasSize(10);
            assertThat(files.bytesRead()).isLessThan(300_000);
            files.emulator.resetJournal();
            assertThat(files.rows("SELECT id FROM " + told + " WHERE id = 1 LIMIT 10"))
                    .hasSize(10);
            assertThat(files.bytesRead()).isLessThan(300_000);
        }
    }

    @Test
    void givenColumnsNeedNoCallToPrepareAndTakeParameters() throws Exception {
        try (TypedFiles files = TypedFiles.of("empno,name\n0007,Ann\n", "empno,name\n8,Bob\n")) {
            String sql = "SELECT empno + 1, name FROM read_csv(?, ?, columns => 'empno INTEGER, \"name\" VARCHAR')";
            assertThat(files.columns(sql)).hasSize(2);
            assertThat(files.emulator.journal()).isEmpty();
            assertThat(files.rows(sql, "854", 1)).containsExactly("8|Ann");
            assertThat(files.rows(sql, 854, "2")).containsExactly("9|Bob");
        }
    }

    @Test
    void readsTheFilesOfATableToItsLeft() throws Exception {
        try (TypedFiles files = TypedFiles.of("n\n1\n", "n\n2\n3\n")) {
            assertThat(files.rows("SELECT t.id, f.n FROM (VALUES ('1'), ('2')) AS t(id),"
                            + " LATERAL TABLE(read_csv('854', t.id, columns => 'n BIGINT')) AS f"))
                    .containsExactlyInAnyOrder("1|1", "2|2", "2|3");
        }
    }

    @Test
    void worksInSubQueriesAndTwiceInAStatement() throws Exception {
        try (TypedFiles files = TypedFiles.of("n,s\n1,a\n2,b\n", "n;m\n2;x\n")) {
            assertThat(files.rows("SELECT s FROM read_csv('854', '1') WHERE n IN (SELECT n FROM read_csv('854', '2'))"))
                    .containsExactly("b");
            assertThat(files.rows("SELECT count(*) FROM read_csv('854', '1', all_varchar => true) a"
                            + " JOIN read_csv('854', '1', delimiter => '|', all_varchar => true) b ON true"))
                    .containsExactly("4");
        }
    }

    @Test
    void onlyTheFieldsAskedForAreParsed() throws Exception {
        try (TypedFiles files = TypedFiles.of("a,b\n1,x\n")) {
            String table = " FROM read_csv('854', '1', columns => 'a BIGINT, b BIGINT')";
            assertThat(files.rows("SELECT a" + table)).containsExactly("1");
            assertThat(files.rows("SELECT count(*)" + table)).containsExactly("1");
            assertThatThrownBy(() -> files.rows("SELECT b" + table)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aValueThatDoesNotFitSaysWhere() throws Exception {
        try (TypedFiles files = TypedFiles.of("id,qty\n1,2\n2,many\n")) {
            String first = "read_csv('854', '1', sample_bytes => 11";
            assertThatThrownBy(() -> files.rows("SELECT * FROM " + first + ")"))
                    .hasMessageContaining("File 854/1, column qty, record 3, byte offset 11: 'many' is no BIGINT")
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("22000");
            assertThat(files.rows("SELECT * FROM " + first + ", on_error => 'null')"))
                    .containsExactly("1|2", "2|null");
            assertThat(files.rows("SELECT * FROM " + first + ", on_error => 'skip')"))
                    .containsExactly("1|2");
        }
    }

    @Test
    void whatDoesNotFitIsCountedInAWarning() throws Exception {
        try (TypedFiles files = TypedFiles.of("a,b\n1,2\nx,3\n4\n5,6,7\n")) {
            try (Statement statement = files.connection.createStatement();
                    ResultSet result = statement.executeQuery(
                            "SELECT * FROM read_csv('854', '1', columns => 'a BIGINT, b BIGINT', on_error =>"
                                    + " 'null')")) {
                assertThat(TypedFiles.rows(result)).containsExactly("1|2", "null|3", "4|null", "5|6");
                SQLWarning warning = result.getWarnings() == null ? statement.getWarnings() : result.getWarnings();
                assertThat(warning.getMessage())
                        .contains("3 values")
                        .contains("column a, record 3, byte offset 8: 'x' is no BIGINT");
            }
        }
    }

    @Test
    void whichRecordsAreSkippedDoesNotDependOnTheQuery() throws Exception {
        try (TypedFiles files = TypedFiles.of("a,b,c\n1,2,x\nx,3,y\n4,y,z\n5,6\n")) {
            String table = " FROM read_csv('854', '1', columns => 'a BIGINT, b BIGINT, c VARCHAR', on_error => 'skip')";
            for (String columns : new String[] {"count(*)", "count(b)", "count(c)", "sum(a)"}) {
                assertThat(files.rows("SELECT " + columns + table)).as(columns).containsExactly("1");
            }
        }
    }

    @Test
    void aNumberThatIsNoDoubleIsNotInfinity() throws Exception {
        try (TypedFiles files = TypedFiles.of("a\n1e400\n" + "9".repeat(1_000_000) + "\n")) {
            for (String type : new String[] {"DOUBLE", "DECIMAL(38, 2)", "BIGINT"}) {
                assertThatThrownBy(() -> files.rows("SELECT a FROM read_csv('854', '1', columns => 'a " + type + "')"))
                        .hasMessageContaining("'1e400' is no " + type);
                assertThat(files.rows("SELECT count(*), count(a) FROM read_csv('854', '1', on_error => 'null',"
                                + " columns => 'a " + type + "')"))
                        .containsExactly("2|0");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "note~yes, no~no~a, b, c~end!1!one column of sentences",
                "note~yes, no~no, never~a, b~x!0!a title, or sentences: not for us to say",
                "a;b~1,5;2~3,5;4~2,5;x!2!decimal commas",
                "a|b|c~1|2|3~4|5~6|7|8!3!a ragged record",
                "a~b~c!1!no delimiter at all",
                "a,b~'x;y',1~'z;w',2~'v;',3!2!delimiters in quotes",
                "'a;b',c~'d;e',f!2!delimiters in the quotes of the header",
            })
    void findsTheDelimiterInWhatIsNotRegular(String file, int columns, String what) throws Exception {
        try (TypedFiles files = TypedFiles.of(file.replace('~', '\n').replace('\'', '"') + "\n")) {
            String sql = "SELECT * FROM read_csv('854', '1', on_error => 'null')";
            if (columns == 0) {
                assertThatThrownBy(() -> files.rows(ALL)).hasMessageContaining("use skip or header => false");
            } else {
                assertThat(files.columns(sql)).as(what).hasSize(columns);
                assertThat(files.rows(sql)).isNotEmpty();
            }
        }
    }

    @Test
    void commentsAndLinesAboveTheTableTellNothingOfTheDelimiter() throws Exception {
        try (TypedFiles files = TypedFiles.of("x|y|z|w\n# a,b,c\n#,,,\nid;text\n1;\"a|b\"\n#,,\n2;c\n")) {
            assertThat(files.rows("SELECT id, text FROM read_csv('854', '1', \"skip\" => 1, comment => '#')"))
                    .containsExactly("1|a|b", "2|c");
        }
    }

    @Test
    void aRaggedRecordIsAnError() throws Exception {
        try (TypedFiles files = TypedFiles.of("a,b\n1,2\n3\n")) {
            assertThatThrownBy(() -> files.rows("SELECT count(*) FROM read_csv('854', '1')"))
                    .hasMessageContaining("record 3, byte offset 8: 1 field where the table has 2");
        }
    }

    @Test
    void aFileThatChangesBetweenSampleAndScanIsNotMixed() throws Exception {
        StringBuilder csv = new StringBuilder("id\n");
        for (int i = 0; i < 20; i++) {
            csv.append(i).append('\n');
        }
        try (TypedFiles files = TypedFiles.of(csv.toString());
                var statement = files.connection.prepareStatement(ALL)) {
            files.emulator.replace("854", "1", "id\nabc\n".getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> TypedFiles.rows(statement.executeQuery()))
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("40001");
            assertThat(files.columns(ALL)).containsExactly("id VARCHAR");
            assertThat(files.query(ALL)).containsExactly("abc");
        }
    }

    @Test
    void aStatementThatComesAgainSeesTheFileAsItIs() throws Exception {
        String sql = "SELECT sum(a), count(*) FROM read_csv('854', '1') WHERE b <> 'z'";
        try (TypedFiles files = TypedFiles.of("a,b\n1,x\n2,y\n")) {
            assertThat(files.query(sql)).containsExactly("3|2");
            assertThat(files.query(sql)).containsExactly("3|2");
            replace(files, "a,b\n10,x\n20,y\n5,z\n7,w\n");
            assertThat(files.query(sql)).as("other rows").containsExactly("37|3");
            replace(files, "b;a\nx;1\ny;5\n");
            assertThat(files.query(sql)).as("another delimiter and order").containsExactly("6|2");
            replace(files, "a,b\n1.5,x\n2.25,y\n");
            assertThat(files.query(sql)).as("another type").containsExactly("3.75|2");
            replace(files, "a,c\n1.5,x\n");
            assertThatThrownBy(() -> files.query(sql))
                    .as("another name")
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("42000");
            replace(files, "a,b\n1.5,x\n2.25,y\n");
            assertThat(files.query(sql)).containsExactly("3.75|2");
        }
    }

    private static void replace(TypedFiles files, String content) {
        files.emulator.replace("854", "1", content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aStatementThatComesAgainReadsAsLittleAsTheFirstTime() throws Exception {
        String sql = "SELECT count(*) FROM read_csv('854', '1')";
        try (TypedFiles files = TypedFiles.of("a\n1\n")) {
            assertThat(files.query(sql)).containsExactly("1");
            for (int i = 0; i < 3; i++) {
                files.emulator.resetJournal();
                assertThat(files.query(sql)).containsExactly("1");
                assertThat(files.emulator.calls(CallKind.DOWNLOAD_INFO)).isZero();
                assertThat(files.bytesRead())
                        .as("one byte to see that it is the same")
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void theSampleEndsWithItsStatement() throws Exception {
        try (TypedFiles files = TypedFiles.of("id\n1\n");
                Statement statement = files.connection.createStatement()) {
            CountDownLatch over = new CountDownLatch(1);
            files.emulator.instruct(Instruction.onObject().holdsUntil(over));
            Thread canceller = new Thread(() -> {
                try {
                    while (files.emulator.calls(CallKind.OBJECT) == 0) {
                        Thread.onSpinWait();
                    }
                    statement.cancel();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            canceller.start();
            assertThatThrownBy(() -> statement.executeQuery(ALL))
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("57014");
            canceller.join();
            over.countDown();
        }
    }

    @Test
    void unpacksGzip() throws Exception {
        StringBuilder csv = new StringBuilder("id,text\n");
        for (int i = 0; i < 100_000; i++) {
            csv.append(i).append(",").append(Integer.toHexString(i * 7919)).append("\n");
        }
        byte[] packed = gzip(csv.toString());
        byte[] two = concat(gzip("id\n1\n"), gzip("2\n"));
        byte[] cut = java.util.Arrays.copyOf(packed, packed.length - 100);
        try (TypedFiles files = TypedFiles.ofBytes("", packed, two, cut)) {
            assertThat(files.columns(ALL)).containsExactly("id BIGINT", "text VARCHAR");
            assertThat(files.query("SELECT count(*), max(id) FROM read_csv('854', '1')"))
                    .containsExactly("100000|99999");
            assertThat(files.query("SELECT sum(id) FROM read_csv('854', '2')")).containsExactly("3");
            assertThat(files.query("SELECT sum(n) FROM read_csv('854', '2', columns => 'n INTEGER')"))
                    .containsExactly("3");
            assertThatThrownBy(() -> files.query("SELECT count(*) FROM read_csv('854', '3')"))
                    .hasMessageContaining("File 854/3")
                    .hasMessageContaining("end too early");
        }
    }

    private static byte[] gzip(String text) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    @Test
    void emptyFilesAndHeadersAloneAreEmptyTables() throws Exception {
        try (TypedFiles files = TypedFiles.of("", "a,b\n", "\n\n")) {
            assertThat(files.rows("SELECT * FROM read_csv('854', '1')")).isEmpty();
            assertThat(files.columns("SELECT * FROM read_csv('854', '2')")).containsExactly("a VARCHAR", "b VARCHAR");
            assertThat(files.rows("SELECT * FROM read_csv('854', '2')")).isEmpty();
            assertThat(files.rows("SELECT * FROM read_csv('854', '3')")).isEmpty();
        }
    }

    @Test
    void withoutAHeaderColumnsAreNumbered() throws Exception {
        try (TypedFiles files = TypedFiles.of("1,x\n2,y\n")) {
            assertThat(files.columns("SELECT * FROM read_csv('854', '1', header => false)"))
                    .containsExactly("column1 BIGINT", "column2 VARCHAR");
            assertThat(files.rows("SELECT * FROM read_csv('854', '1', header => false)"))
                    .containsExactly("1|x", "2|y");
        }
    }

    @Test
    void explainShowsTheSample() throws Exception {
        try (TypedFiles files = TypedFiles.of("a;b\n1;2\n")) {
            assertThat(String.join("\n", files.rows("EXPLAIN PLAN FOR SELECT a FROM read_csv('854', '1')")))
                    .contains("found in the first 8 bytes: delimiter ';', charset UTF-8")
                    .contains("read_csv(space_id='854', dentry_id='1')")
                    .contains("columns=[[a]]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "read_csv(?, '1')!needs literals for space_id and dentry_id",
                "read_csv('854', '1', delimiter => ?)!delimiter of read_csv must be a literal",
                "read_csv('854', '1', delimiter => 'ab')!delimiter must be one ASCII character",
                "read_csv('854', '1', columns => 'a')!list of names and types",
                "read_csv('854', '1', columns => 'a MONEY')!'MONEY' is not a type that files have",
                "read_csv('854', '1', on_error => 'ignore')!on_error must be",
                "read_csv('854', '1', sample_bytes => 0)!sample_bytes must be from 1",
                "read_csv('854', '1', charset => 'klingon')!charset 'klingon' is not known",
                "read_csv('854', '1', quote => ',', delimiter => ',')!must differ",
            })
    void saysWhatIsWrongWithAnArgument(String table, String message) throws Exception {
        try (TypedFiles files = TypedFiles.of("a\n1\n")) {
            assertThatThrownBy(() -> files.columns("SELECT * FROM " + table)).hasMessageContaining(message);
        }
    }

    @Test
    void toldColumnsMayHaveAnyName() throws Exception {
        try (TypedFiles files = TypedFiles.of("x\n1,2,3,4.5,2024/1/5\n")) {
            String columns =
                    "\"a,b (c)\" BIGINT, \"say \"\"hi\"\"\" varchar,数 Double  Precision,d DECIMAL( 10 , 2 ),\"e\" DATE";
            assertThat(files.columns("SELECT * FROM read_csv('854', '1', columns => '" + columns + "')"))
                    .containsExactly("a,b (c) BIGINT", "say \"hi\" VARCHAR", "数 DOUBLE", "d DECIMAL(10,2)", "e DATE");
            assertThat(files.rows(
                            "SELECT \"a,b (c)\", \"say \"\"hi\"\"\", 数 + d, e FROM read_csv('854', '1', columns =>"
                                    + " '" + columns + "', delimiter => ',')"))
                    .containsExactly("1|2|7.5|2024-01-05");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "a BIGINT,!but has",
                "a BIGINT b VARCHAR!'BIGINT b VARCHAR' is not a type",
                "\"a BIGINT!list of names and types",
                "a VARCHAR(20)!without a length",
                "a DECIMAL(39, 2)!'DECIMAL(39, 2)' is not a type",
                "a DECIMAL(5, 6)!'DECIMAL(5, 6)' is not a type",
                "a DECIMAL(5!is not a type",
                "a BIGINT, b DATE, A DATE!names A twice",
                "\"\" BIGINT!has a name that is blank",
            })
    void saysWhatIsWrongWithToldColumns(String columns, String message) throws Exception {
        try (TypedFiles files = TypedFiles.of("a\n1\n")) {
            for (String function : new String[] {"read_csv", "read_json"}) {
                assertThatThrownBy(() -> files.columns(
                                "SELECT * FROM " + function + "('854', '1', columns => '" + columns + "')"))
                        .hasMessageContaining(message)
                        .extracting(e -> ((SQLException) e).getSQLState())
                        .isEqualTo("22023");
            }
            assertThat(files.emulator.journal()).isEmpty();
        }
    }

    @Test
    void aBombIsAnErrorAndNotTheEndOfTheMemory() throws Exception {
        byte[] oneLine = bomb("id,text\n1,", "x", 300 << 20);
        byte[] manyLines = bomb("id,text\n", "1,x\n", 40 << 20);
        assertThat(oneLine.length).isLessThan(1 << 20);
        try (TypedFiles files = TypedFiles.ofBytes("", oneLine, manyLines)) {
            for (String more : new String[] {"", ", columns => 'id BIGINT, text VARCHAR'"}) {
                assertThatThrownBy(() -> files.query("SELECT * FROM read_csv('854', '1'" + more + ")"))
                        .hasMessageContaining("record 2, byte offset 8: the record that begins here is longer than"
                                + " maxRecordBytes");
                assertThat(files.query("SELECT count(*), sum(id) FROM read_csv('854', '2'" + more + ")"))
                        .containsExactly((10 << 20) + "|" + (10 << 20));
            }
        }
    }

    private static byte[] bomb(String head, String piece, int length) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] block = piece.repeat((1 << 16) / piece.length()).getBytes(StandardCharsets.UTF_8);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(head.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < length / block.length; i++) {
                gzip.write(block);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void aWorkbookIsNoText() throws Exception {
        byte[] zip = {'P', 'K', 3, 4, 20, 0, 'a', ',', 'b', '\n', 'c', ',', 'd'};
        try (TypedFiles files = TypedFiles.ofBytes("", zip)) {
            for (String function : new String[] {"read_csv", "read_json"}) {
                assertThatThrownBy(() -> files.query("SELECT * FROM " + function + "('854', '1')"))
                        .hasMessageContaining("File 854/1, byte offset 0: this is a ZIP archive");
            }
        }
    }

    @Test
    void theFunctionIsInTheMetadata() throws Exception {
        try (TypedFiles files = TypedFiles.of("a\n1\n");
                Connection connection = files.connect("");
                ResultSet columns =
                        connection.getMetaData().getFunctionColumns(null, "dingtalk", "read_csv", "columns")) {
            assertThat(columns.next()).isTrue();
            assertThat(files.emulator.journal()).isEmpty();
        }
    }
}
