// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An index changes nothing but the time: the same records, fields and errors, wherever the bytes are cut in two. */
class CsvIndexTest {
    private static final long SEED = 20261125;
    private static final int INPUTS = Integer.getInteger("index.inputs", 60_000);

    private static final List<CsvDialect> DIALECTS = List.of(
            CsvDialect.CSV,
            CsvDialect.TSV,
            new CsvDialect(';', '\'', '\'', CsvDialect.NONE, 0),
            new CsvDialect(',', '"', '"', CsvDialect.NONE, 2));

    private static final List<String[]> ALPHABETS = List.of(
            new String[] {"Q", "D", "\r", "\n", "a", "中"},
            new String[] {"abc", "D", "QxQ", "QQ", "D", "\n", "Qa\nbQ", "12.50", "DQaQQbQD", "\r\n"},
            new String[] {"DQlong text in quotes, with a D and a \n in itQD", "plain text", "D", "\n", "D", "中文字"},
            new String[] {"D", "\n", "D12345D", "D", "QQQQ", "QaQ", "\nQbQD", "Qc DQD", "Q \n", "\r", "é", "x"},
            // The characters near a line feed.
            new String[] {"\b", "\t", "\u000b", "\f", "\u000e", "\u000f", "\n", "Qa\tbQ", "D", "Q\tQ", "ab", "\t", "\r"
            });

    /** What was found of one record. */
    private record Cut(int start, int end, boolean quoted, List<String> fields, String problem, int problemAt) {}

    @Test
    void knowsWhichDialectsItCanTell() {
        assertThat(DIALECTS).allMatch(CsvIndex::knows);
        assertThat(CsvIndex.knows(new CsvDialect(',', '"', '\\', CsvDialect.NONE, 0)))
                .isFalse();
        assertThat(CsvIndex.knows(new CsvDialect(',', CsvDialect.NONE, CsvDialect.NONE, CsvDialect.NONE, 0)))
                .isFalse();
        assertThat(CsvIndex.knows(new CsvDialect(CsvDialect.NONE, '"', '"', CsvDialect.NONE, 0)))
                .isFalse();
        assertThat(CsvIndex.knows(new CsvDialect(',', '"', '"', '#', 0))).isFalse();
    }

    @Test
    void findsTheSameWithAndWithoutIndexAtAnyCut() {
        Random random = new Random(SEED);
        int malformed = 0;
        for (int i = 0; i < INPUTS; i++) {
            CsvDialect dialect = DIALECTS.get(random.nextInt(DIALECTS.size()));
            byte[] bytes = bytes(text(random, dialect, 1 + random.nextInt(60)));
            int[] parts = parts(random, bytes.length);
            List<Cut> plain = cuts(bytes, dialect, null, parts);
            List<Cut> indexed = cuts(bytes, dialect, new CsvIndex(dialect), parts);
            if (!indexed.equals(plain)) {
                assertThat(indexed)
                        .as(ReadRecord.shown(new String(bytes, StandardCharsets.UTF_8)) + Arrays.toString(parts))
                        .isEqualTo(plain);
            }
            malformed += plain.stream().anyMatch(cut -> !cut.problem.isEmpty()) ? 1 : 0;
        }
        assertThat(malformed).isBetween(INPUTS / 10, INPUTS * 9 / 10);
    }

    @Test
    void findsTheSameAtEveryCutPositionAroundTheEdgesOfBlocks() {
        String text = "a,\"b\"\"c\",\"\"\r\n\"1\n2\",,x\n".repeat(9) + "\"open \" , tail\n\"end\"";
        byte[] bytes = bytes(text);
        for (int shift = 0; shift < 64; shift++) {
            byte[] shifted = bytes("s".repeat(shift) + "\n" + text);
            for (int cut = 1; cut < bytes.length; cut++) {
                int[] parts = {cut, shifted.length};
                assertThat(cuts(shifted, CsvDialect.CSV, new CsvIndex(CsvDialect.CSV), parts))
                        .isEqualTo(cuts(shifted, CsvDialect.CSV, null, parts));
            }
        }
    }

    /** @param limits how many of the bytes have come when more are asked for */
    private static List<Cut> cuts(byte[] bytes, CsvDialect dialect, @Nullable CsvIndex index, int[] limits) {
        byte[] buffer = Arrays.copyOf(bytes, bytes.length + ByteScan.PADDING);
        CsvCutter cutter = new CsvCutter(dialect, StandardCharsets.UTF_8, index);
        CsvFields fields = new CsvFields(dialect, index);
        List<Cut> cuts = new ArrayList<>();
        int part = 0;
        int start = 0;
        while (start < bytes.length) {
            cutter.begin();
            int end = cutter.cut(buffer, start, Math.max(limits[part], start));
            while (end == RecordCutter.MORE) {
                boolean last = limits[part] == bytes.length;
                part += last ? 0 : 1;
                cutter.changed();
                end = last ? cutter.cutLast(buffer, start, bytes.length) : cutter.cut(buffer, start, limits[part]);
            }
            if (end == RecordCutter.MALFORMED) {
                cuts.add(new Cut(start, end, false, List.of(), cutter.problem(), cutter.problemAt()));
                return cuts;
            }
            cuts.add(new Cut(start, end, cutter.isQuoted(), fields(fields, buffer, start, end, cutter), "", 0));
            start = end + 1;
            if (end < bytes.length && bytes[end] == '\r' && start < bytes.length && bytes[start] == '\n') {
                start++;
            }
        }
        return cuts;
    }

    private static List<String> fields(CsvFields fields, byte[] buffer, int start, int end, CsvCutter cutter) {
        fields.begin(start);
        fields.find(buffer, end, cutter::isQuoted, 2);
        int count = fields.find(buffer, end, cutter::isQuoted, Integer.MAX_VALUE);
        List<String> found = new ArrayList<>();
        assertThat(fields.seek(buffer, end, cutter::isQuoted, count)).isFalse();
        for (int i = 0; i < count; i++) {
            fields.begin(start);
            assertThat(fields.seek(buffer, end, cutter::isQuoted, i)).isTrue();
            fields.locate(i);
            assertThat(fields.begin()).isEqualTo(fields.beginOf(i));
            found.add(fields.begin() + "-" + fields.end() + (fields.isEscaped() ? " escaped" : ""));
        }
        return found;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Random random, CsvDialect dialect, int tokens) {
        String[] alphabet = ALPHABETS.get(random.nextInt(ALPHABETS.size()));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tokens; i++) {
            text.append(alphabet[random.nextInt(alphabet.length)]);
        }
        return text.toString().replace('Q', dialect.quote()).replace('D', dialect.delimiter());
    }

    private static int[] parts(Random random, int length) {
        int[] parts = new int[1 + random.nextInt(4)];
        for (int i = 0; i < parts.length - 1; i++) {
            parts[i] = 1 + random.nextInt(length);
        }
        parts[parts.length - 1] = length;
        Arrays.sort(parts);
        return parts;
    }
}
