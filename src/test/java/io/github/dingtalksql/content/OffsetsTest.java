// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.content.FakeRemoteFile.Range;
import io.github.dingtalksql.content.ReadRecord.Outcome;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetsTest {
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8,
            Charset.forName("GB18030"),
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            Charset.forName("UTF-32LE"),
            Charset.forName("IBM037"));

    @Test
    void readingFromTheOffsetOfARecordGivesItAndTheRest() {
        Random random = new Random(7);
        for (int i = 0; i < 3000; i++) {
            Charset charset = CHARSETS.get(random.nextInt(CHARSETS.size()));
            RecordFormat format = RecordFormat.values()[random.nextInt(3)];
            String mark = random.nextBoolean() && charset.name().startsWith("UTF") ? "\uFEFF" : "";
            byte[] content =
                    (mark + randomRecords(random, format == RecordFormat.TSV ? '\t' : ',', charset)).getBytes(charset);
            Outcome whole = read(content, format, charset, 0, Long.MAX_VALUE, random);
            assertThat(whole.failure()).isNull();
            for (ReadRecord record : whole.records()) {
                Outcome rest = read(content, format, charset, record.offset(), Long.MAX_VALUE, random);
                assertThat(withoutNumbers(rest)).isEqualTo(withoutNumbers(whole, record.offset(), Long.MAX_VALUE));
                assertThat(rest.records().get(0).number()).isEqualTo(1);
                Outcome one = read(content, format, charset, record.offset(), record.offset() + 1, random);
                assertThat(one.contents()).containsExactly(record.content());
            }
        }
    }

    @Test
    void textSplitAnywhereGivesEachLineOnce() {
        Random random = new Random(8);
        for (int i = 0; i < 3000; i++) {
            Charset charset = CHARSETS.get(random.nextInt(CHARSETS.size()));
            String mark = random.nextBoolean() && charset.name().startsWith("UTF") ? "\uFEFF" : "";
            byte[] content = (mark + randomLines(random)).getBytes(charset);
            Charset asked = random.nextBoolean() || charset.name().equals("IBM037") ? charset : null;
            if (asked == null && mark.isEmpty()) {
                asked = charset;
            }
            Outcome whole = read(content, RecordFormat.TEXT, asked, 0, Long.MAX_VALUE, random);
            long from = random.nextInt(content.length + 3);
            long to = from + random.nextInt(content.length + 3);
            Outcome part = read(content, RecordFormat.TEXT, asked, from, to, random);
            assertThat(part.failure()).isNull();
            assertThat(withoutNumbers(part))
                    .as("%d to %d of %s in %s", from, to, ReadRecord.shown(new String(content, charset)), charset)
                    .isEqualTo(withoutNumbers(whole, from, to));
        }
    }

    @Test
    void aRecordThatBeginsInTheRangeIsReadToItsEndWithFurtherRanges() {
        String line = "x".repeat(200_000);
        byte[] content = ("head\n" + line + "\nafter\n").getBytes(StandardCharsets.UTF_8);
        FakeRemoteFile file = new FakeRemoteFile(content);
        Outcome outcome = ReadRecord.all(
                FileContents.open(file, Options.range(RecordFormat.TEXT, StandardCharsets.UTF_8, 0, 10)));
        assertThat(outcome.contents()).containsExactly("head", line);
        assertThat(file.opened())
                .containsExactly(
                        new Range(0, 10),
                        new Range(10, 65_546),
                        new Range(65_546, 196_618),
                        new Range(196_618, 458_762));
        assertThat(file.open()).isZero();
    }

    @Test
    void aRangeThatEndsWithARecordIsAllThatIsAskedFor() {
        byte[] content = "a,b\nc,d\ne,f\n".getBytes(StandardCharsets.UTF_8);
        FakeRemoteFile file = new FakeRemoteFile(content);
        Outcome outcome =
                ReadRecord.all(FileContents.open(file, Options.lines(RecordFormat.CSV, StandardCharsets.UTF_8, 8, 12)));
        assertThat(outcome.offsets()).containsExactly(8L);
        assertThat(file.opened()).containsExactly(new Range(7, 12));
    }

    @Test
    void withoutACharsetTheStartOfTheFileIsLookedAtOnce() {
        byte[] content = ("中文\n".repeat(50_000)).getBytes(Charset.forName("GB18030"));
        FakeRemoteFile far = new FakeRemoteFile(content);
        RecordReader reader = FileContents.open(far, Options.range(RecordFormat.TEXT, null, 200_001, 200_020));
        assertThat(far.opened()).isEmpty();
        assertThat(ReadRecord.all(reader).contents()).containsOnly("中文").hasSize(3);
        assertThat(reader.charset()).isEqualTo("GB18030");
        assertThat(far.opened()).containsExactly(new Range(0, 65_536), new Range(200_000, 200_020));
        FakeRemoteFile near = new FakeRemoteFile(content);
        assertThat(ReadRecord.all(FileContents.open(near, Options.range(RecordFormat.TEXT, null, 21, 40)))
                        .contents())
                .containsOnly("中文");
        assertThat(near.opened()).containsExactly(new Range(0, 65_536));
    }

    @Test
    void anEmptyRangeReadsNothing() {
        FakeRemoteFile file = new FakeRemoteFile("a\n".getBytes(StandardCharsets.UTF_8));
        assertThat(ReadRecord.all(FileContents.open(file, Options.range(RecordFormat.CSV, null, 5, 5)))
                        .records())
                .isEmpty();
        assertThat(file.opened()).isEmpty();
    }

    @Test
    void skippingToALineStopsAtTheEndOfTheRange() {
        FakeRemoteFile file = new FakeRemoteFile("x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8));
        assertThat(ReadRecord.all(FileContents.open(
                                file, Options.range(RecordFormat.TEXT, StandardCharsets.UTF_8, 1000, 2000)))
                        .records())
                .isEmpty();
        assertThat(file.opened()).containsExactly(new Range(999, 2000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-2022-JP", "ISO-2022-KR", "IBM037", "IBM1047", "x-IBM930", "UTF-16", "UTF-32"})
    void offsetsOfCharsetsThatAreNotCutAsBytesAreThoseOfTheFile(String name) {
        Charset charset = Charset.forName(name);
        String kanji = charset.newEncoder().canEncode('日') ? "日本" : "xy";
        String text = "a,\"" + kanji + "\"\n" + kanji + ",2\nb,\"3\"\"\"\n";
        byte[] content = text.getBytes(charset);
        Outcome outcome = read(content, RecordFormat.CSV, charset, 0, Long.MAX_VALUE);
        assertThat(outcome.failure()).isNull();
        assertThat(outcome.fields()).containsExactly(List.of("a", kanji), List.of(kanji, "2"), List.of("b", "3\""));
        List<Integer> lineEnds = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                lineEnds.add(text.substring(0, i + 1).getBytes(charset).length);
            }
        }
        assertThat(outcome.offsets().get(1)).isEqualTo(lineEnds.get(0).longValue());
        assertThat(outcome.offsets().get(2)).isEqualTo(lineEnds.get(1).longValue());
    }

    @Test
    void aLowerBoundInACharsetWithShiftsIsRefused() {
        Outcome outcome = read(
                "a\nb\n".getBytes(StandardCharsets.UTF_8),
                RecordFormat.TEXT,
                Charset.forName("ISO-2022-JP"),
                2,
                Long.MAX_VALUE);
        assertThat(outcome.failure()).isNotNull().hasMessageContainingAll("ISO-2022-JP", "byte_offset");
        assertThat(outcome.failure().code()).isEqualTo(ErrorCode.UNSUPPORTED);
    }

    private static String randomRecords(Random random, char delimiter, Charset charset) {
        String letter = charset.name().equals("IBM037") ? "é" : "中😀";
        String[] fields = {"a", "\"b\n" + letter + "\"", "\"d" + delimiter + "\"\"\"", "", letter};
        StringBuilder text = new StringBuilder();
        int records = 1 + random.nextInt(6);
        for (int i = 0; i < records; i++) {
            text.append(fields[random.nextInt(fields.length)]);
            for (int more = random.nextInt(3); more > 0; more--) {
                text.append(delimiter).append(fields[random.nextInt(fields.length)]);
            }
            text.append(random.nextBoolean() ? "\n" : random.nextBoolean() ? "\r\n" : "\r");
        }
        return text.toString();
    }

    private static String randomLines(Random random) {
        String[] pieces = {"a", "\n", "\r", "\r\n", "é", "bcd"};
        StringBuilder text = new StringBuilder("a");
        int length = random.nextInt(20);
        for (int i = 0; i < length; i++) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    private static List<ReadRecord> withoutNumbers(Outcome outcome) {
        return withoutNumbers(outcome, 0, Long.MAX_VALUE);
    }

    private static List<ReadRecord> withoutNumbers(Outcome outcome, long from, long to) {
        return outcome.records().stream()
                .filter(record -> record.offset() >= from && record.offset() < to)
                .map(record -> new ReadRecord(0, record.offset(), record.length(), record.content(), record.fields()))
                .toList();
    }

    private static Outcome read(byte[] content, RecordFormat format, @Nullable Charset charset, long from, long to) {
        return ReadRecord.all(FileContents.open(new FakeRemoteFile(content), Options.range(format, charset, from, to)));
    }

    private static Outcome read(
            byte[] content, RecordFormat format, @Nullable Charset charset, long from, long to, Random random) {
        FakeRemoteFile file = new FakeRemoteFile(content, wanted -> 1 + random.nextInt(wanted));
        return ReadRecord.all(FileContents.open(file, Options.range(format, charset, from, to)));
    }
}
