// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.Instruction;
import io.github.dingtalksql.emulator.ObjectBytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same rows through JDBC wherever the transfer is cut: sizes by cuts, cases 13 and 14 of the fault table. */
class CutMatrixTest {
    private static final String RECORD = "7,\"引号, 里\n的 \"\"字\"\"\",𠮷é\n";
    /** Where the driver's first range ends. */
    private static final int FIRST_RANGE = 1 << 17;

    private static byte[] csv(int size) {
        byte[] record = RECORD.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) '1');
        for (int at = 0; at + record.length <= size; at += record.length) {
            System.arraycopy(record, 0, bytes, at, record.length);
        }
        return bytes;
    }

    /** 0, 1, inside a UTF-8 character, inside a quoted field, a range's end and its neighbours, the last byte. */
    private static Set<Integer> cuts(int size) {
        Set<Integer> cuts = new TreeSet<>(Arrays.asList(
                0, 1, 4, 15, 20, 65_535, 65_536, 65_537, FIRST_RANGE - 1, FIRST_RANGE, FIRST_RANGE + 1, size - 1));
        cuts.removeIf(cut -> cut < 0 || cut >= Math.max(1, size));
        return cuts;
    }

    private record Read(String sha256, long rows, long sum) {}

    private static Read read(DingTalkEmulator emulator) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("accessToken", emulator.accessToken());
        properties.setProperty("unionId", emulator.unionId());
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        long rows = 0;
        long sum = 0;
        try (Connection connection =
                        DriverManager.getConnection("jdbc:dingtalk:endpoint=" + emulator.endpoint(), properties);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT content, byte_offset FROM file_content"
                        + " WHERE space_id = '854' AND dentry_id = '1000'")) {
            while (result.next()) {
                digest.update(result.getString(1).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
                rows++;
                sum += result.getLong(2);
            }
        }
        return new Read(HexFormat.of().formatHex(digest.digest()), rows, sum);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 1_048_576})
    void case013_014_theSameRowsWhereverTheTransferIsCut(int size) throws Exception {
        byte[] bytes = csv(size);
        try (DingTalkEmulator emulator = DingTalkEmulator.builder()
                .file(EmulatedFile.of("854", "1000", "a.csv", ObjectBytes.of(bytes)))
                .start()) {
            Read whole = read(emulator);
            MessageDigest own = MessageDigest.getInstance("SHA-256");
            own.update(bytes);
            if (size > 0 && bytes[size - 1] != '\n') {
                own.update((byte) '\n');
            }
            assertThat(whole.sha256()).isEqualTo(HexFormat.of().formatHex(own.digest()));
            for (int cut : cuts(size)) {
                // The first answer has the first range only; the others are cut where they are reached.
                int from = cut < FIRST_RANGE || size <= FIRST_RANGE ? 0 : FIRST_RANGE;
                emulator.instruct(Instruction.onObject().fromByte(from).cutsAfter(cut - from));
                assertThat(read(emulator)).as("cut at %s", cut).isEqualTo(whole);
                assertThat(emulator.unusedInstructions()).as("cut at %s", cut).isEmpty();
            }
        }
    }

    /** Records of 9 KB, so that the test is about bytes and not about rows. */
    private static byte[] bigRecord() {
        return ("7,\"引号, 里\n的 \"\"字\"\"" + "中".repeat(3000) + "\",𠮷é\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void case013_014_alsoOfSixtyFourMebibytes() throws Exception {
        byte[] record = bigRecord();
        int size = 64 << 20;
        int records = size / record.length;
        ObjectBytes bytes = ObjectBytes.generated("cut matrix", size, (offset, target, count) -> {
            for (int i = 0; i < count; i++) {
                long at = offset + i;
                target[i] = at < (long) records * record.length ? record[(int) (at % record.length)] : (byte) '1';
            }
        });
        // Ranges are twice as long each time, up to 4 MiB: the last one of 64 MiB begins here.
        int lastRange = size - FIRST_RANGE;
        try (DingTalkEmulator emulator = DingTalkEmulator.builder()
                .file(EmulatedFile.of("854", "1000", "big.csv", bytes))
                .start()) {
            Read whole = read(emulator);
            assertThat(whole.rows()).isEqualTo(records + 1);
            for (int cut : new int[] {0, 1, 4, 15, 20, FIRST_RANGE - 1, FIRST_RANGE, FIRST_RANGE + 1, size - 1}) {
                int from = cut < FIRST_RANGE ? 0 : cut < lastRange ? FIRST_RANGE : lastRange;
                emulator.instruct(Instruction.onObject().fromByte(from).cutsAfter(cut - from));
                assertThat(read(emulator)).as("cut at %s", cut).isEqualTo(whole);
                assertThat(emulator.unusedInstructions()).as("cut at %s", cut).isEmpty();
            }
        }
    }
}
