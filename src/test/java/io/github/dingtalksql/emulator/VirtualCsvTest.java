// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualCsvTest {
    @ParameterizedTest
    @ValueSource(ints = {189, 190, 300, 301, 302, 400_000, 400_001, 400_112})
    void hasExactlyItsLengthAndWholeRecords(int length) throws Exception {
        VirtualCsv csv = VirtualCsv.ofLength(length);
        byte[] all = part(csv, 0, length);
        String text = new String(all, StandardCharsets.UTF_8);
        assertThat(all).hasSize(length);
        assertThat(text).endsWith("\n").startsWith("order_id,ordered_on,");
        List<String> lines = text.lines().toList();
        assertThat(lines).hasSize(Math.toIntExact(csv.records()) + 1);
        long quantities = 0;
        for (int i = 0; i < csv.records(); i++) {
            String line = lines.get(i + 1);
            assertThat(line).isEqualTo(csv.record(i)).startsWith(VirtualCsv.FIRST_ORDER_ID + i + ",2026-");
            String[] fields = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
            assertThat(fields).hasSize(9);
            assertThat(fields[5]).isEqualTo(Integer.toString(VirtualCsv.quantity(i)));
            quantities += Long.parseLong(fields[5]);
        }
        assertThat(csv.quantities()).isEqualTo(quantities);
    }

    @Test
    void anyPartIsThePartOfTheWhole() throws Exception {
        int length = 350_017;
        VirtualCsv csv = VirtualCsv.ofLength(length);
        byte[] all = part(csv, 0, length);
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            int from = random.nextInt(length);
            int to = from + random.nextInt(Math.min(length - from, i % 2 == 0 ? 300 : 200_000)) + 1;
            assertThat(part(csv, from, to - from)).as("%d-%d", from, to).isEqualTo(Arrays.copyOfRange(all, from, to));
        }
    }

    @Test
    void farPartsAreOfTheRecordsThere() throws Exception {
        VirtualCsv csv = VirtualCsv.ofLength(10_000_000_000L);
        long record = 88_123_456;
        assertThat(new String(part(csv, VirtualCsv.offset(record), 13), StandardCharsets.UTF_8))
                .isEqualTo("100088123456,");
        assertThat(csv.record(csv.records() - 1)).startsWith("" + (VirtualCsv.FIRST_ORDER_ID + csv.records() - 1));
        assertThat(new String(part(csv, csv.length() - 1, 1), StandardCharsets.UTF_8))
                .isEqualTo("\n");
    }

    @Test
    void needsRoomForOneRecord() {
        assertThatThrownBy(() -> VirtualCsv.ofLength(188)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsHowFastItIs() throws Exception {
        ObjectBytes bytes = VirtualCsv.ofLength(1L << 30).bytes();
        bytes.write(0, 1L << 28, OutputStream.nullOutputStream());
        long start = System.nanoTime();
        bytes.write(0, bytes.length(), OutputStream.nullOutputStream());
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("VirtualCsv: %.0f MB/s%n", bytes.length() / 1e6 / seconds);
        assertThat(bytes.length()).isEqualTo(1L << 30);
    }

    private static byte[] part(VirtualCsv csv, long offset, int length) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        csv.bytes().write(offset, length, out);
        return out.toByteArray();
    }
}
