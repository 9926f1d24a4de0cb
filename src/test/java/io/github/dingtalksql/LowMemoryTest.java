// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.bench.Query;
import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.ObjectBytes;
import io.github.dingtalksql.emulator.VirtualCsv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Big files and bad ones in a JVM of its own with a heap of 64 MB, which ends at the first OutOfMemoryError. */
class LowMemoryTest {
    private static final long GIGABYTE = 1L << 30;
    private static final VirtualCsv CSV = VirtualCsv.ofLength(GIGABYTE);

    private DingTalkEmulator emulator;

    @BeforeEach
    void start() throws IOException {
        emulator = DingTalkEmulator.builder()
                .file(
                        EmulatedFile.of("854", "1000", "big.csv", CSV.bytes()),
                        EmulatedFile.of("854", "1001", "unterminated.csv", filled((byte) 'x', "a,b\n1,\"")),
                        EmulatedFile.of("854", "1002", "commas.csv", filled((byte) ',', "a,b\n")))
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

    private record Finished(int status, String output) {}

    private Finished query(String sql) throws IOException, InterruptedException {
        String url = "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";accessToken=" + emulator.accessToken()
                + ";unionId=" + emulator.unionId();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Query.class.getName(),
                        url,
                        sql,
                        "1")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Finished(process.waitFor(), output);
    }

    @Test
    void countsAGigabyte() throws Exception {
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

    @Test
    void case123_anUnterminatedQuoteIsAnErrorWithItsPlace() throws Exception {
        Finished bad = query("SELECT COUNT(*) FROM file_content WHERE space_id = '854' AND dentry_id = '1001'");

        assertThat(bad.status()).isEqualTo(1);
        assertThat(bad.output())
                .contains("854/1001", "record 2", "byte offset 4", "maxRecordBytes")
                .doesNotContain("OutOfMemory");
    }

    @Test
    void case124_aGigabyteOfCommasIsAnErrorWithItsPlace() throws Exception {
        Finished bad = query("SELECT COUNT(*) FROM file_content WHERE space_id = '854' AND dentry_id = '1002'");

        assertThat(bad.status()).isEqualTo(1);
        assertThat(bad.output())
                .contains("854/1002", "record 2", "byte offset 10004", "maxColumns")
                .doesNotContain("OutOfMemory");
    }
}
