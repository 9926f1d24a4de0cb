// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.ObjectBytes;
import io.github.dingtalksql.testing.Rows;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that are long enough to be read on several threads: rows, numbers and errors as on one. */
class ScanBlocksTest {
    private static final int RECORDS = 120_000;
    private static final String HEAD = "id,note,amount\n\n";

    private static final String ODD = "1,x, 12.5 \n2,x,007\n3,x,1e2\n4,x,.25\n5,x\n6,x,\"3\"\n";

    /** Records of 10 different lengths with line ends in quotes, 80 bytes or so. */
    private static final byte[] FILE = file();

    private DingTalkEmulator emulator;
    private Connection connection;

    private static String record(int id) {
        return id + ",\"" + "文字 \"\"n\"\"\n".repeat(1 + id % 10) + "\"," + amount(id) + (id % 3 == 0 ? "\r\n" : "\n");
    }

    private static String amount(int id) {
        return id % 1000 + "." + (10 + id % 90);
    }

    private static byte[] file() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(HEAD.getBytes(StandardCharsets.UTF_8));
        for (int id = 1; id <= RECORDS; id++) {
            bytes.writeBytes(record(id).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static ObjectBytes fileWith(byte[] last) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(FILE);
        bytes.writeBytes(last);
        return ObjectBytes.of(bytes.toByteArray());
    }

    /** Numbers that are not written as they usually are, far from the start and the end. */
    private static ObjectBytes oddNumbersInTheMiddle() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(FILE);
        bytes.writeBytes(ODD.getBytes(StandardCharsets.UTF_8));
        bytes.write(FILE, HEAD.length(), FILE.length - HEAD.length());
        return ObjectBytes.of(bytes.toByteArray());
    }

    @BeforeEach
    void connect() throws Exception {
        emulator = DingTalkEmulator.builder()
                .samples()
                .file(EmulatedFile.of("854", "1", "long.csv", ObjectBytes.of(FILE)))
                .file(EmulatedFile.of("854", "2", "open.csv", fileWith("7,\"open".getBytes(StandardCharsets.UTF_8))))
                .file(EmulatedFile.of(
                        "854", "3", "charset.csv", fileWith(new byte[] {'8', ',', (byte) 0xC3, ',', '1', '\n'})))
                .file(EmulatedFile.of(
                        "854", "4", "misfit.csv", fileWith("9,x,no number\n10,y,1\n".getBytes(StandardCharsets.UTF_8))))
                .file(EmulatedFile.of("854", "5", "odd.csv", oddNumbersInTheMiddle()))
                .start();
        Properties properties = new Properties();
        properties.setProperty("user", emulator.appKey());
        properties.setProperty("password", emulator.appSecret());
        connection = DriverManager.getConnection(
                "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";unionId=" + emulator.unionId(), properties);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        emulator.close();
    }

    private List<String> rows(String sql) throws SQLException {
        return Rows.of(connection, sql);
    }

    private static String of(String what, int file) {
        return "SELECT " + what + " FROM file_content WHERE space_id = '854' AND charset = 'UTF-8' AND dentry_id = '"
                + file + "'";
    }

    @Test
    void giveEveryRecordWithItsNumberAndPlace() throws SQLException {
        long number = 2;
        long offset = HEAD.length();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(of("record_number, byte_offset, fields[1], content", 1))) {
            assertThat(rows.next() && rows.next()).isTrue();
            for (int id = 1; id <= RECORDS; id++) {
                assertThat(rows.next()).isTrue();
                String record = record(id);
                assertThat(rows.getLong(1)).isEqualTo(++number);
                assertThat(rows.getLong(2)).isEqualTo(offset);
                assertThat(rows.getString(3)).isEqualTo(String.valueOf(id));
                assertThat(rows.getString(4)).isEqualTo(record.stripTrailing());
                offset += record.getBytes(StandardCharsets.UTF_8).length;
            }
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void countAndAddUpTheSame() throws SQLException {
        BigDecimal sum = BigDecimal.ZERO;
        long numbers = 0;
        for (int id = 7; id <= RECORDS; id += 10) {
            sum = sum.add(new BigDecimal(amount(id)));
            numbers += id + 2;
        }
        assertThat(rows(of("COUNT(*)", 1))).containsExactly(String.valueOf(RECORDS + 2));
        String chosen = "'" + "文字 \"n\"\n".repeat(8) + "'";
        assertThat(rows(of("SUM(CAST(fields[3] AS DECIMAL(18, 2))), SUM(record_number)", 1) + " AND fields[2] = "
                        + chosen))
                .containsExactly(sum + "|" + numbers);
        assertThat(rows("SELECT SUM(amount), COUNT(*) FROM read_csv('854', '1') WHERE note = " + chosen))
                .containsExactly(sum + "|" + RECORDS / 10);
        assertThat(rows(of("COUNT(*)", 1) + " AND record_number BETWEEN 60000 AND 100000"))
                .containsExactly("40001");
    }

    @Test
    void areSummedUpInParts() throws SQLException {
        BigDecimal sum = BigDecimal.ZERO;
        for (int id = 1; id <= RECORDS; id++) {
            sum = sum.add(new BigDecimal(amount(id)));
        }
        String amount = "CAST(fields[3] AS DECIMAL(18, 2))";
        String all = "COUNT(*), COUNT(fields[3]), SUM(" + amount + "), MIN(" + amount + "), MAX(" + amount + "), AVG("
                + amount + "), MIN(fields[1]), MAX(byte_offset)";
        String sql = of(all, 5) + " AND fields[1] <> 'id'";
        assertThat(String.join("\n", rows("EXPLAIN PLAN FOR " + sql))).contains("aggregates=[[");
        BigDecimal total = sum.multiply(BigDecimal.valueOf(2)).add(new BigDecimal("122.75"));
        long last = 2L * FILE.length
                - HEAD.length()
                + ODD.length()
                - record(RECORDS).getBytes(StandardCharsets.UTF_8).length;
        assertThat(rows(sql))
                .containsExactly(2 * RECORDS + 7 + "|" + (2 * RECORDS + 5) + "|" + total + "|0.10|999.99|"
                        + total.divide(BigDecimal.valueOf(2 * RECORDS + 5), 6, RoundingMode.DOWN) + "||" + last);

        String typed = "SELECT COUNT(*), COUNT(note), SUM(amount), MIN(amount), MAX(id), MIN(note)"
                + " FROM read_csv('854', '1') WHERE id BETWEEN 5 AND 110000";
        assertThat(String.join("\n", rows("EXPLAIN PLAN FOR " + typed))).contains("aggregates=[[");
        BigDecimal some = BigDecimal.ZERO;
        for (int id = 5; id <= 110_000; id++) {
            some = some.add(new BigDecimal(amount(id)));
        }
        assertThat(String.join("\n", rows(typed))).isEqualTo("109996|109996|" + some + "|0.10|110000|文字 \"n\"\n");
        assertThat(rows("SELECT COUNT(*), SUM(amount), MIN(note) FROM read_csv('854', '1') WHERE id < 0"))
                .containsExactly("0|null|null");
    }

    @Test
    void failWhereOneThreadDoes() {
        String place = "record " + (RECORDS + 3) + ", byte offset " + FILE.length;
        assertThatThrownBy(() -> rows(of("COUNT(*)", 2)))
                .hasMessageContaining("record " + (RECORDS + 3) + ", byte offset " + (FILE.length + 2))
                .hasMessageContaining("never closed");
        assertThatThrownBy(() -> rows(of("MAX(fields[2])", 3)))
                .hasMessageContaining("record " + (RECORDS + 3) + ", byte offset " + (FILE.length + 2));
        assertThatThrownBy(() -> rows("SELECT SUM(amount) FROM read_csv('854', '4')"))
                .hasMessageContaining(place)
                .hasMessageContaining("'no number'");
        String sum = of("COUNT(*), SUM(CAST(fields[3] AS DECIMAL(18, 2)))", 4);
        assertThatThrownBy(() -> rows(sum + " AND record_number > 2")).hasMessageContaining(place);
        assertThatThrownBy(() -> rows(sum + " AND fields[1] <> 'id'"))
                .hasMessageContaining(place)
                .hasMessageContaining("cannot be converted");
    }
}
