// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SampleTextTest {
    @Test
    void isTheSameEveryTime() throws Exception {
        assertThat(text(SampleText.orders("华东", 3, 3, 2))).isEqualTo(text(SampleText.orders("华东", 3, 3, 2)));
        assertThat(text(SampleText.log("2026-03-01", 1))).isEqualTo(text(SampleText.log("2026-03-01", 1)));
        assertThat(text(SampleText.log("2026-03-01", 1))).isNotEqualTo(text(SampleText.log("2026-03-01", 2)));
    }

    @Test
    void versionsOfOrdersDifferInSomeRecords() throws Exception {
        List<String> first = lines(SampleText.orders("华东", 6, 6, 1));
        List<String> second = lines(SampleText.orders("华东", 6, 6, 2));
        Set<String> kept = new HashSet<>(first);
        kept.retainAll(second);
        assertThat(first).hasSize(41).doesNotHaveDuplicates();
        assertThat(second).hasSize(42).doesNotHaveDuplicates();
        assertThat(kept).hasSizeBetween(30, 39);
        assertThat(keys(first)).anyMatch(key -> !keys(second).contains(key));
        assertThat(keys(second)).anyMatch(key -> !keys(first).contains(key));
    }

    @Test
    void logsAreInOrderAndHaveSomeErrors() throws Exception {
        int errors = 0;
        for (int day = 1; day <= 31; day++) {
            List<String> lines = lines(SampleText.log("2026-03-%02d".formatted(day), day));
            assertThat(lines)
                    .hasSize(60)
                    .isSorted()
                    .allMatch(line -> line.matches("2026-03-\\d\\dT\\S+Z (INFO |WARN |ERROR) \\[worker-\\d] .+"));
            errors +=
                    (int) lines.stream().filter(line -> line.contains("ERROR")).count();
        }
        assertThat(errors).isBetween(60, 180);
    }

    @Test
    void eventsAreAJsonObjectALine() throws Exception {
        JsonMapper json = new JsonMapper();
        for (String line : lines(SampleText.events(2))) {
            assertThat(json.readTree(line).path("event_id").intValue()).isBetween(2_000, 2_049);
        }
    }

    @Test
    void readingsOnlyGrow() throws Exception {
        assertThat(text(SampleText.readings(3))).startsWith(text(SampleText.readings(2)));
    }

    @Test
    void theOthersAreWhatTheirNamesSay() throws Exception {
        assertThat(lines(SampleText.stock(1))).hasSize(31).allMatch(line -> line.split("\t", -1).length == 4);
        assertThat(text(SampleText.note(4))).startsWith("Note 4\n");
        assertThat(ImageIO.read(new ByteArrayInputStream(bytes(SampleText.image()))))
                .isNotNull();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes(SampleText.archive())))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo("readme.txt");
        }
    }

    private static List<String> keys(List<String> lines) {
        return lines.stream().map(line -> line.split(",", 2)[0]).toList();
    }

    private static List<String> lines(ObjectBytes bytes) throws IOException {
        return text(bytes).lines().toList();
    }

    private static String text(ObjectBytes bytes) throws IOException {
        return new String(bytes(bytes), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ObjectBytes bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bytes.write(0, bytes.length(), out);
        return out.toByteArray();
    }
}
