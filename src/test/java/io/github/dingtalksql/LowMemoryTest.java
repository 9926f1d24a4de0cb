// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.bench.Query;
import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.ObjectBytes;
import io.github.dingtalksql.emulator.VirtualCsv;
import io.github.dingtalksql.typed.Workbook;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Big files and bad ones in a JVM of its own with a heap of 64 MB, which ends at the first OutOfMemoryError. */
class LowMemoryTest {
    private static final long GIGABYTE = 1L << 30;
    private static final VirtualCsv CSV = VirtualCsv.ofLength(GIGABYTE);

    private static final long ROWS = 250_000;

    private DingTalkEmulator emulator;

    @BeforeEach
    void start() throws IOException {
        emulator = DingTalkEmulator.builder()
                .file(
                        EmulatedFile.of("854", "1000", "big.csv", CSV.bytes()),
                        EmulatedFile.of("854", "1001", "unterminated.csv", filled((byte) 'x', "a,b\n1,\"")),
                        EmulatedFile.of("854", "1002", "commas.csv", filled((byte) ',', "a,b\n")),
                        EmulatedFile.of("854", "1003", "endless.csv", filled((byte) 'x', "a,b\n1,")),
                        EmulatedFile.of("854", "1004", "bomb.csv.gz", ObjectBytes.of(bomb())),
                        EmulatedFile.of("854", "1005", "wide.csv", ObjectBytes.of(wide())),
                        EmulatedFile.of("854", "1006", "many.xlsx", ObjectBytes.of(Workbook.large((int) ROWS))))
                .start();
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private static ObjectBytes filled(byte fill, String beginning) {
        byte[] begin = beginning.getBytes(StandardCharsets.US_ASCII);
        return ObjectBytes.generated(beginning, GIGABYTE, (offset, target, count) -> {
            Arrays.fill(target, 0, count, fill);
            if (offset < begin.length) {
                System.arraycopy(begin, (int) offset, target, 0, Math.min(count, begin.length - (int) offset));
            }
        });
    }

    /** 64 MiB of one line. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes, 1 << 16)) {
            byte[] part = new byte[1 << 20];
            Arrays.fill(part, (byte) 'x');
            for (int i = 0; i < 64; i++) {
                gzip.write(part);
            }
        }
        return bytes.toByteArray();
    }

    /** 100,000 columns, a header and two records. */
    private static byte[] wide() {
        StringBuilder csv = new StringBuilder();
        for (int record = 0; record < 3; record++) {
            for (int i = 0; i < 100_000; i++) {
                csv.append(i == 0 ? "" : ",").append(record == 0 ? "c" + i : record * i);
            }
            csv.append('\n');
        }
        return csv.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Prints a line for each statement: the rows of its answer's first value, or SQLSTATE and message. */
    static final class Queries {
        private Queries() {}

        public static void main(String[] args) throws SQLException {
            try (Connection connection = DriverManager.getConnection(args[0]);
                    Statement statement = connection.createStatement()) {
                for (String sql : Arrays.asList(args).subList(1, args.length)) {
                    try (ResultSet rows = statement.executeQuery(sql)) {
                        rows.next();
                        System.out.println(rows.getString(1));
                    } catch (SQLException e) {
                        System.out.println(e.getSQLState() + " " + e.getMessage());
                    }
                }
            }
        }
    }

    private record Finished(int status, String output) {}

    private Finished query(String sql) throws IOException, InterruptedException {
        return fork(Query.class, "", List.of(sql, "1"));
    }

    private Finished fork(Class<?> main, String more, List<String> arguments) throws IOException, InterruptedException {
        String url = "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";accessToken=" + emulator.accessToken()
                + ";unionId=" + emulator.unionId() + more;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                url));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Finished(process.waitFor(), output);
    }

    @Test
    void case121_countsAGigabyte() throws Exception {
        Finished count = query("SELECT COUNT(*) FROM file_content WHERE space_id = '854' AND dentry_id = '1000'");

        assertThat(count.output()).contains(" " + (CSV.records() + 1) + "\n");
        assertThat(count.status()).isZero();
        assertThat(emulator.calls(CallKind.DOWNLOAD_INFO)).isEqualTo(1);
        assertThat(emulator.journal().stream()
                        .filter(entry -> entry.kind() == CallKind.OBJECT)
                        .mapToLong(entry -> entry.bytesWritten())
                        .sum())
                .isEqualTo(GIGABYTE);
    }

    @Test
    void sumsAGigabyte() throws Exception {
        Finished sum = query("SELECT SUM(CAST(fields[6] AS INTEGER)) FROM file_content"
                + " WHERE space_id = '854' AND dentry_id = '1000' AND record_number > 1");

        assertThat(sum.output()).contains(" " + CSV.quantities() + "\n");
    }

    /** One JVM for all of them: what one error leaves behind must not be missing for the next one. */
    @Test
    void case123_124_125_139_badFilesAreErrorsWithTheirPlaces() throws Exception {
        List<String> statements = new ArrayList<>();
        for (int file = 1001; file <= 1005; file++) {
            statements.add("SELECT COUNT(*) FROM read_csv('854', '" + file + "', columns => 'a VARCHAR, b VARCHAR')");
        }
        statements.add("SELECT COUNT(*) FROM read_text('854', '1004')");
        for (int file = 1001; file <= 1003; file++) {
            statements.add("SELECT COUNT(*) FROM file_content WHERE space_id = '854' AND dentry_id = '" + file + "'");
        }
        List<String> lines =
                fork(Queries.class, "", statements).output().lines().toList();

        assertThat(lines).hasSize(statements.size()).allMatch(line -> line.startsWith("22000 "));
        assertThat(lines.get(0)).contains("854/1001", "record 2, byte offset 4", "maxRecordBytes");
        assertThat(lines.get(1)).contains("854/1002", "byte offset", "maxColumns");
        assertThat(lines.get(2)).contains("854/1003", "record 2, byte offset 4", "maxRecordBytes");
        assertThat(lines.get(3)).contains("854/1004", "byte offset 0", "maxRecordBytes");
        assertThat(lines.get(4)).contains("854/1005", "byte offset", "maxColumns");
        assertThat(lines.get(5)).contains("854/1004", "byte offset 0", "maxRecordBytes");
        assertThat(lines.get(6)).contains("854/1001", "record 2, byte offset 4", "maxRecordBytes");
        assertThat(lines.get(7)).contains("854/1002", "record 2, byte offset 10004", "maxColumns");
        assertThat(lines.get(8)).contains("854/1003", "record 2, byte offset 4", "maxRecordBytes");
    }

    @Test
    void case125_aHundredThousandColumnsAreReadIfTheyAreAllowed() throws Exception {
        List<String> statements = List.of(
                "SELECT fields[100000] FROM file_content WHERE space_id = '854' AND dentry_id = '1005'"
                        + " AND record_number = 3",
                "SELECT SUM(c99999) FROM read_csv('854', '1005', sample_bytes => 4000000)");
        assertThat(fork(Queries.class, ";maxColumns=100000", statements)
                        .output()
                        .lines())
                .containsExactly("199998", "299997");
    }

    @Test
    void readsAWorkbookOfManyRows() throws Exception {
        Finished sum = query("SELECT sum(id) + sum(char_length(name)), count(*) FROM read_xlsx('854', '1006')");

        long characters = LongStream.rangeClosed(1, ROWS)
                .map(row -> ("name " + row + " of " + row * 7919).length())
                .sum();
        assertThat(sum.output()).contains(" " + (ROWS * (ROWS + 1) / 2 + characters) + "\n");
        assertThat(sum.status()).isZero();
    }
}
