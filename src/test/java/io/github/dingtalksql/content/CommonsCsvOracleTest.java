// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.content.ReadRecord.Outcome;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** Commons CSV has the last word on what a record and a field are. */
class CommonsCsvOracleTest {
    private static final long SEED = 20261124;
    private static final int INPUTS = 240_000;
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8,
            Charset.forName("GB18030"),
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_16LE,
            Charset.forName("UTF-32BE"));

    private static final List<String[]> ALPHABETS = List.of(
            new String[] {"\"", ",", "\r", "\n", "a", "中"},
            new String[] {"\"", "\"", ",", "\n", "\r\n", "a", " ", "\u3000", "\t"},
            new String[] {"\"", ",", "\t", "\n", "abc", "语文", "😀", "\0", "é", "\u2028", "\u00a0"},
            new String[] {"\"\"", ",\"", "\",", "\"\n", "\n\"", "abcdefgh", "12345", "中文字"});

    record Oracle(List<List<String>> records, boolean failed) {}

    @Test
    void case136_agreesWithCommonsCsvOnRandomInputAtRandomSplits() {
        System.out.println("CommonsCsvOracleTest seed " + SEED);
        Random random = new Random(SEED);
        int failing = 0;
        int severalRecords = 0;
        for (int i = 0; i < INPUTS; i++) {
            String input = randomText(random, ALPHABETS.get(random.nextInt(ALPHABETS.size())), 1 + random.nextInt(40));
            RecordFormat format = random.nextInt(4) == 0 ? RecordFormat.TSV : RecordFormat.CSV;
            Charset charset = CHARSETS.get(random.nextInt(CHARSETS.size()));
            Oracle oracle = oracle(input, format);
            compare(oracle, input, format, charset, randomChunks(random));
            failing += oracle.failed() ? 1 : 0;
            severalRecords += oracle.records().size() > 1 ? 1 : 0;
        }
        assertThat(failing).isGreaterThan(INPUTS / 10);
        assertThat(severalRecords).isGreaterThan(INPUTS / 4);
    }

    @Test
    void agreesWithCommonsCsvOnInputsLargerThanTheBuffer() {
        Random random = new Random(SEED + 1);
        for (int i = 0; i < 12; i++) {
            StringBuilder input = new StringBuilder();
            while (input.length() < 150_000 + random.nextInt(200_000)) {
                int fields = 1 + random.nextInt(12);
                for (int f = 0; f < fields; f++) {
                    input.append(f == 0 ? "" : ",").append(wellFormedField(random));
                }
                input.append(random.nextBoolean() ? "\r\n" : random.nextBoolean() ? "\n" : "\r");
            }
            String text = input.toString();
            Charset charset = CHARSETS.get(i % CHARSETS.size());
            Oracle oracle = oracle(text, RecordFormat.CSV);
            assertThat(oracle.failed()).isFalse();
            compare(oracle, text, RecordFormat.CSV, charset, i % 2 == 0 ? wanted -> wanted : randomChunks(random));
        }
    }

    private static String wellFormedField(Random random) {
        String[] letters = {"a", "b", "中", " ", "\n", "\r", ",", "\"\"", "é", "0123456789"};
        int length = random.nextInt(500) == 0 ? 20_000 : random.nextInt(20);
        if (random.nextBoolean()) {
            return "\"" + randomText(random, letters, length) + "\"";
        }
        return randomText(random, new String[] {"x", "y", "z", "文", "-", "\"x"}, length)
                .replaceFirst("^\"", "");
    }

    static void compare(Oracle oracle, String input, RecordFormat format, Charset charset, IntUnaryOperator chunks) {
        byte[] bytes = input.getBytes(charset);
        FakeRemoteFile file = new FakeRemoteFile(bytes, chunks);
        Outcome outcome = ReadRecord.all(FileContents.open(file, Options.all(format, charset)));
        String shown = input.length() > 1000 ? "large input" : ReadRecord.shown(input) + " as " + charset;
        if (!outcome.fields().equals(oracle.records()) || (outcome.failure() != null) != oracle.failed()) {
            assertThat(outcome.fields()).as(shown).isEqualTo(oracle.records());
            assertThat(outcome.failure() != null).as(shown).isEqualTo(oracle.failed());
        }
        if (outcome.failure() != null) {
            assertThat(outcome.failure().code()).isEqualTo(ErrorCode.MALFORMED_CONTENT);
        }
        long next = 0;
        for (ReadRecord record : outcome.records()) {
            String slice = new String(bytes, (int) record.offset(), record.length(), charset);
            if (record.offset() < next || !slice.equals(record.content())) {
                assertThat(slice).as(shown + " at " + record.offset()).isEqualTo(record.content());
            }
            next = record.offset() + record.length();
        }
        assertThat(file.open()).isZero();
    }

    static Oracle oracle(String input, RecordFormat format) {
        CSVFormat dialect = format == RecordFormat.CSV
                ? CSVFormat.RFC4180
                : CSVFormat.RFC4180.builder().setDelimiter('\t').get();
        List<List<String>> records = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(input), dialect)) {
            for (CSVRecord record : parser) {
                records.add(record.toList());
            }
            return new Oracle(records, false);
        } catch (UncheckedIOException | IOException e) {
            return new Oracle(records, true);
        }
    }

    private static String randomText(Random random, String[] alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet[random.nextInt(alphabet.length)]);
        }
        return text.toString();
    }

    private static IntUnaryOperator randomChunks(Random random) {
        int most = 1 + random.nextInt(12);
        return wanted -> 1 + random.nextInt(Math.min(wanted, most));
    }
}
