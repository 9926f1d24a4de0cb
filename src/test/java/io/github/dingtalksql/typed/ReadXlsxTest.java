// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.Instruction;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files in {@code /xlsx} were written by openpyxl 3.1.5 and XlsxWriter 3.2.9. */
class ReadXlsxTest {
    private static final String ALL = "SELECT * FROM read_xlsx('854', '1')";
    private static final String HEADER = "<row r='1'><c r='A1' t='str'><v>v</v></c></row>";

    private static byte[] file(String name) throws IOException {
        try (InputStream in = ReadXlsxTest.class.getResourceAsStream("/xlsx/" + name)) {
            return in.readAllBytes();
        }
    }

    private static TypedFiles open(Workbook workbook) throws Exception {
        return TypedFiles.ofBytes("", workbook.bytes());
    }

    /** A column {@code v} of cells, each an element {@code c} without its reference. */
    private static Workbook column(String... cells) {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int i = 0; i < cells.length; i++) {
            rows.append("<row r='").append(i + 2).append("'>").append(cells[i]).append("</row>");
        }
        return Workbook.ofRows(rows.toString());
    }

    @Test
    void readsWhatOpenpyxlWrites() throws Exception {
        try (TypedFiles files = TypedFiles.ofBytes("", file("openpyxl.xlsx"))) {
            assertThat(files.columns(ALL))
                    .containsExactly(
                            "id BIGINT",
                            "城市 VARCHAR",
                            "price DOUBLE",
                            "ordered DATE",
                            "at TIMESTAMP",
                            "time TIME",
                            "paid BOOLEAN",
                            "note VARCHAR",
                            "sum VARCHAR");
            assertThat(files.rows(ALL))
                    .containsExactly(
                            "1|广州|12.5|2024-01-05|2024-01-05 10:30:15|09:30:00|true|a\nb|null",
                            "2|深圳|0.1|1999-12-31|2000-02-29 23:59:59|23:59:59|false|null|null",
                            "4|Ünï <&> \"q\" 😀|-3.0|2026-11-25|2026-11-25 00:00:00|00:00:00|true| padded |null");
            assertThat(files.rows(
                            "SELECT sum(id), count(*) FROM read_xlsx('854', '1') WHERE ordered > DATE '2000-01-01'"))
                    .containsExactly("5|2");
        }
    }

    @Test
    void readsWhatXlsxWriterWrites() throws Exception {
        try (TypedFiles files = TypedFiles.ofBytes("", file("xlsxwriter.xlsx"), file("xlsxwriter-1904.xlsx"))) {
            assertThat(files.columns(ALL))
                    .containsExactly(
                            "n BIGINT",
                            "date DATE",
                            "ts TIMESTAMP",
                            "time TIME",
                            "span DOUBLE",
                            "sci DOUBLE",
                            "bool BOOLEAN",
                            "calc BIGINT",
                            "text VARCHAR",
                            "err BIGINT",
                            "rich VARCHAR");
            String most =
                    "SELECT n, \"date\", ts, \"time\", span, sci, bool, calc, text, rich FROM read_xlsx('854', '%s')";
            assertThat(files.rows(most.formatted(1)))
                    .containsExactly(
                            "1|2024-02-29|2024-02-29 01:02:03.456|13:45:00|1.5|1.5E-7|true|2|007|abcde",
                            "123456789012345|1900-02-28|9999-12-31 23:59:59|00:00:00|0.25|3.0|false|5|12\r\n_x0041_|null",
                            "3|null|null|null|null|null|null|null|merged|null",
                            "4|null|null|null|null|null|null|null|null|null");
            assertThat(files.rows(most.formatted(2)).subList(0, 2))
                    .containsExactly(
                            "1|2024-02-29|2024-02-29 01:02:03.456|13:45:00|1.5|1.5E-7|true|2|007|abcde",
                            "123456789012345|1904-01-02|9999-12-31 23:59:59|00:00:00|0.25|3.0|false|5|12\r\n_x0041_|null");
            assertThatThrownBy(() -> files.rows("SELECT err FROM read_xlsx('854', '1')"))
                    .hasMessageContaining(
                            "File 854/1, column err, sheet 'Data', cell K4: the cell holds the error #N/A");
            assertThat(files.rows("SELECT err FROM read_xlsx('854', '1', all_varchar => true)"))
                    .containsExactly("1", "#N/A", "null", "null");
        }
    }

    @Test
    void sheetsAreFoundByNameAndByPosition() throws Exception {
        try (TypedFiles files = TypedFiles.ofBytes("", file("xlsxwriter.xlsx"), file("openpyxl.xlsx"))) {
            assertThat(files.columns("SELECT * FROM read_xlsx('854', '1', sheet => 'second')"))
                    .containsExactly("k VARCHAR", "2024 VARCHAR");
            assertThat(files.rows("SELECT * FROM read_xlsx('854', '1', sheet => '2', header => false)"))
                    .containsExactly("k|2024");
            assertThat(files.rows("SELECT * FROM read_xlsx('854', '2', sheet => 'hidden')"))
                    .containsExactly("7");
            assertThatThrownBy(() -> files.rows("SELECT * FROM read_xlsx('854', '2', sheet => '4')"))
                    .hasMessageContaining("has no sheet '4'. It has 1 '订单', 2 'hidden' (hidden), 3 'formulas'");
            assertThatThrownBy(() -> files.rows("SELECT * FROM read_xlsx('854', '1', sheet => 'Chart')"))
                    .hasMessageContaining("Sheet 'Chart' of file 854/1 has no cells");
        }
    }

    @Test
    void aFormulaThatWasNeverCalculatedIsNoNull() throws Exception {
        try (TypedFiles files = TypedFiles.ofBytes("", file("openpyxl.xlsx"))) {
            assertThatThrownBy(() -> files.rows("SELECT b FROM read_xlsx('854', '1', sheet => 'formulas')"))
                    .hasMessageContaining("cell B2: the cell has a formula without a saved result");
            assertThat(files.rows("SELECT a FROM read_xlsx('854', '1', sheet => 'formulas')"))
                    .containsExactly("1");
            assertThat(files.rows("SELECT a, b FROM read_xlsx('854', '1', sheet => 'formulas', on_error => 'null')"))
                    .containsExactly("1|null");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "B2:D4!n,date,ts!2",
                "b2:$D$4!n,date,ts!2",
                "B:B!n!4",
                "C3!'45351,45351.04309555556,0.5729166666666666'!2",
                "B3:B3!1!0",
                "A1:C4!'column1,n,date'!2",
                "H2!'bool,calc,text,err,rich'!3",
                "Z100!'column1'!0",
            })
    void readsARange(String range, String names, int rows) throws Exception {
        try (TypedFiles files = TypedFiles.ofBytes("", file("xlsxwriter.xlsx"))) {
            String sql = "SELECT * FROM read_xlsx('854', '1', range => '" + range + "', on_error => 'null')";
            assertThat(files.columns(sql).stream().map(column -> column.substring(0, column.lastIndexOf(' '))))
                    .first()
                    .asString()
                    .isNotEmpty();
            assertThat(files.rows(sql.replace("*", "count(*)"))).containsExactly(Integer.toString(rows));
            if (!range.startsWith("C3")) {
                assertThat(String.join(
                                ",",
                                files.columns(sql).stream()
                                        .map(column -> column.split(" ")[0])
                                        .toList()))
                        .isEqualTo(names);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "<c><v>1</v></c>!BIGINT!1",
                "<c><v>1.0</v></c>!BIGINT!1",
                "<c><v>1E3</v></c>!BIGINT!1000",
                "<c><v>-0.30000000000000004</v></c>!DOUBLE!-0.30000000000000004",
                "<c><v>99999999999999999999</v></c>!DOUBLE!1.0E20",
                "<c t='b'><v>1</v></c>!BOOLEAN!true",
                "<c s='1'><v>45296</v></c>!DATE!2024-01-05",
                "<c s='1'><v>45296.5</v></c>!TIMESTAMP!2024-01-05 12:00:00",
                "<c s='1'><v>59</v></c>!DATE!1900-02-28",
                "<c s='1'><v>61</v></c>!DATE!1900-03-01",
                "<c s='1'><v>60</v></c>!BIGINT!60",
                "<c s='1'><v>-1</v></c>!BIGINT!-1",
                "<c s='2'><v>0.999988425925926</v></c>!TIME!23:59:59",
                "<c s='2'><v>1.5</v></c>!TIMESTAMP!1900-01-01 12:00:00",
                "<c s='3'><v>45296</v></c>!TIMESTAMP!2024-01-05 00:00:00",
                "<c t='d'><v>2024-01-05</v></c>!DATE!2024-01-05",
                "<c t='d'><v>2024-01-05T10:00:00</v></c>!TIMESTAMP!2024-01-05 10:00:00",
                "<c t='str'><v>1</v></c>!VARCHAR!1",
                "<c t='str'><v></v></c><c><v>1</v></c>!VARCHAR!",
                "<c t='inlineStr'><is><r><t>a</t></r><r><t xml:space='preserve'> b</t></r><rPh sb='0' eb='1'><t>x</t></rPh></is></c>!VARCHAR!a b",
                "<c t='inlineStr'><is><t>_x000a__x005F_x0041_&amp;&#x5E7F;</t></is></c>!VARCHAR!'\n_x0041_&广'",
                "<c><f>1+1</f><v>2</v></c>!BIGINT!2",
                "<c t='str'><f>IF(TRUE,A1)</f><v></v></c><c t='str'><v>x</v></c>!VARCHAR!",
                "<x:c xmlns:x='u'><x:v>5</x:v></x:c>!BIGINT!5",
                "<c><?c c?><v>7</v><extLst><ext><v>9</v></ext></extLst></c>!BIGINT!7",
            })
    void findsTypes(String cell, String type, String value) throws Exception {
        try (TypedFiles files = open(column(cell))) {
            String sql = "SELECT v FROM read_xlsx('854', '1', on_error => 'null')";
            assertThat(files.columns(sql)).containsExactly("v " + type);
            assertThat(files.rows(sql)).containsExactly(value == null ? "" : value);
        }
    }

    @Test
    void givenColumnsTakeTextsAndPlainNumbers() throws Exception {
        Workbook workbook = Workbook.ofRows(
                "<row r='1'><c r='A1' t='str'><v>a</v></c></row>"
                        + "<row><c t='str'><v>2024/1/5</v></c><c><v>45296.25</v></c><c t='str'><v>0012.50</v></c><c><v>7</v></c></row>");
        try (TypedFiles files = open(workbook)) {
            String sql = "SELECT * FROM read_xlsx(?, ?, columns => 'd DATE, t TIMESTAMP, p DECIMAL(8, 2), i INTEGER')";
            assertThat(files.columns(sql)).containsExactly("d DATE", "t TIMESTAMP", "p DECIMAL(8,2)", "i INTEGER");
            assertThat(files.emulator.journal())
                    .as("nothing is read to prepare")
                    .isEmpty();
            assertThat(files.rows(sql, "854", "1")).containsExactly("2024-01-05|2024-01-05 06:00:00|12.50|7");
            assertThatThrownBy(() -> files.rows("SELECT * FROM read_xlsx('854', '1', columns => 'd INTEGER')"))
                    .hasMessageContaining("sheet 'Sheet1', cell A2: '2024/1/5' is no INTEGER");
        }
    }

    @Test
    void whatDoesNotFitIsAnErrorOrCounted() throws Exception {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int row = 2; row < 3000; row++) {
            rows.append("<row r='" + row + "'><c r='A" + row + "'><v>" + row + "</v></c></row>");
        }
        rows.append(
                "<row r='3000'><c r='A3000' t='str'><v>n/a</v></c></row><row r='3001'><c r='A3001'><v>1.5</v></c></row>"
                        + "<row r='3002'><c r='A3002' s='1'><v>1</v></c></row><row r='3003'><c r='C3003'><v>1</v></c></row>");
        try (TypedFiles files = open(Workbook.ofRows(rows.toString()))) {
            String sql = "SELECT v FROM read_xlsx('854', '1', sample_bytes => 4096%s)";
            assertThatThrownBy(() -> files.rows(sql.formatted("")))
                    .hasMessageContaining("File 854/1, column v, sheet 'Sheet1', cell A3000: 'n/a' is no BIGINT")
                    .hasMessageContaining("raise sample_bytes");
            try (PreparedStatement statement =
                    files.connection.prepareStatement(sql.formatted(", on_error => 'null'"))) {
                try (ResultSet result = statement.executeQuery()) {
                    assertThat(TypedFiles.rows(result)).hasSize(3002).endsWith("2999", "null", "null", "null", "null");
                    assertThat(statement.getWarnings().getMessage()).contains("4 values or records did not fit");
                }
            }
            assertThat(files.rows(sql.formatted(", on_error => 'skip'"))).hasSize(2998);
            assertThat(files.columns(sql.replace("4096", "262144").formatted("")))
                    .containsExactly("v VARCHAR");
        }
    }

    @Test
    void countingLooksUpNoText() throws Exception {
        Workbook workbook = Workbook.ofRows(HEADER + "<row><c t='s'><v>0</v></c></row><row><c t='s'><v>1</v></c></row>")
                .strings("<si><t>a</t></si>");
        try (TypedFiles files = open(workbook)) {
            assertThat(files.rows("SELECT count(*) FROM read_xlsx('854', '1')")).containsExactly("2");
            assertThatThrownBy(() -> files.rows(ALL))
                    .hasMessageContaining("cell A3 refers to the shared text 1, which is not there");
        }
    }

    @Test
    void aSmallWorkbookIsOneRangeAndOneCall() throws Exception {
        try (TypedFiles files = TypedFiles.ofBytes("", file("openpyxl.xlsx"))) {
            assertThat(files.query(ALL)).hasSize(3);
            assertThat(files.emulator.calls(CallKind.DOWNLOAD_INFO)).isEqualTo(1);
            assertThat(files.reads()).isEqualTo(1);
            assertThat(files.query("EXPLAIN PLAN FOR " + ALL).toString()).contains("found: sheet '订单' from cell A1");
        }
    }

    @Test
    void aLargeWorkbookIsReadByRanges() throws Exception {
        byte[] bytes = Workbook.large(60_000);
        try (TypedFiles files = TypedFiles.ofBytes("", bytes)) {
            assertThat(bytes.length).isGreaterThan(1_500_000);
            assertThat(files.query("SELECT id, name FROM read_xlsx('854', '1') LIMIT 2"))
                    .containsExactly("1|name 1 of 7919", "2|name 2 of 15838");
            assertThat(files.emulator.calls(CallKind.DOWNLOAD_INFO)).isEqualTo(1);
            assertThat(files.bytesRead()).isLessThan(1_200_000);

            long reads = files.reads();
            assertThat(files.query("SELECT count(*), count(DISTINCT name), sum(id) FROM read_xlsx('854', '1')"))
                    .containsExactly("60000|60000|1800030000");
            assertThat(files.reads() - reads).as("what was found out is kept").isLessThan(12);
        }
    }

    /** In the sample, in the directory at the end, in the shared texts and in the sheet. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 6})
    void readingAWorkbookEndsWhenItIsCancelled(int request) throws Exception {
        try (TypedFiles files = TypedFiles.ofBytes("", Workbook.large(60_000));
                Connection connection = files.connect(";rangeSize=131072;parallelism=1");
                Statement statement = connection.createStatement()) {
            CountDownLatch arrived = new CountDownLatch(1);
            CountDownLatch over = new CountDownLatch(1);
            AtomicInteger requests = new AtomicInteger();
            files.emulator.instruct(Instruction.onObject()
                    .when(entry -> requests.incrementAndGet() == request)
                    .runs(arrived::countDown)
                    .holdsUntil(over));
            FutureTask<Void> cancel = new FutureTask<>(() -> {
                arrived.await();
                statement.cancel();
                return null;
            });
            new Thread(cancel).start();
            assertThatThrownBy(() -> TypedFiles.rows(statement.executeQuery("SELECT name FROM read_xlsx('854', '1')")))
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("57014");
            cancel.get();
            over.countDown();
            assertThat(files.emulator.unusedInstructions()).isEmpty();
            assertThat(files.emulator.awaitIdle(Duration.ofSeconds(10))).isTrue();
            try (ResultSet rows = statement.executeQuery("SELECT count(name) FROM read_xlsx('854', '1')")) {
                assertThat(TypedFiles.rows(rows)).as("the statement goes on").containsExactly("60000");
            }
        }
    }

    @Test
    void whatToldColumnsDoNotDependOnMayBeParameters() throws Exception {
        try (TypedFiles files = TypedFiles.ofBytes("", file("xlsxwriter.xlsx"))) {
            String sql = "SELECT a, b FROM read_xlsx(?, ?, ?, sheet => ?, range => ?, header => ?, sample_bytes => ?,"
                    + " on_error => ?, columns => 'a VARCHAR, b BIGINT')";
            assertThat(files.columns(sql)).containsExactly("a VARCHAR", "b BIGINT");
            assertThat(files.emulator.journal()).isEmpty();
            assertThat(files.rows(sql, "854", "1", null, "second", "A1:B1", false, 4096, "fail"))
                    .containsExactly("k|2024");
            assertThat(files.rows(sql, "854", "1", 1, "2", null, null, null, null))
                    .isEmpty();
            assertThat(files.rows(sql, "854", "1", 1, "Data", "A2:B3", true, null, "null"))
                    .hasSize(1);
            assertThatThrownBy(() -> files.rows(sql, "854", "1", null, "third", null, null, null, null))
                    .hasMessageContaining("has no sheet 'third'");
            assertThatThrownBy(() -> files.rows(sql, "854", "1", null, null, "1:", null, null, null))
                    .hasMessageContaining("range");
            assertThatThrownBy(() -> files.rows(sql, "854", "1", null, null, null, null, 0, null))
                    .hasMessageContaining("sample_bytes must be from 1");
            assertThatThrownBy(() -> files.columns("SELECT * FROM read_xlsx('854', '1', sheet => ?)"))
                    .hasMessageContaining("sheet of read_xlsx must be a literal, because the columns depend on it");
            assertThat(files.rows("SELECT n FROM read_xlsx('854', '1', on_error => ?) LIMIT 1", "skip"))
                    .hasSize(1);
        }
    }
}
