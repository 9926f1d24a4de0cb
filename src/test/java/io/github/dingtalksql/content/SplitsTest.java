// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.content.ReadRecord.Outcome;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parts of a file hold each of its records once, wherever it is cut. */
class SplitsTest {
    private static final int LONGEST = 48;

    /** Sizes so small that every way to find the start of a record is taken in files of some bytes. */
    private static final List<RecordStarts> WAYS = List.of(
            new RecordStarts(64, 64, 64),
            new RecordStarts(0, 64, 8),
            new RecordStarts(0, 16, 8),
            new RecordStarts(0, 4, 16),
            new RecordStarts(0, 1, 1));

    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8,
            Charset.forName("GB18030"),
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            Charset.forName("UTF-32LE"));

    /** @param multiline whether line ends stand in quotes */
    record Sample(String text, RecordFormat format, boolean multiline) {
        @Override
        public String toString() {
            return format + " " + ReadRecord.shown(text);
        }
    }

    static Stream<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (String end : List.of("\n", "\r\n", "\r")) {
            for (String last : List.of("", end)) {
                samples.add(new Sample("a" + end + end + "中文😀" + end + "é\"b" + last, RecordFormat.TEXT, false));
                samples.add(new Sample(
                        "a,b" + end + "\"中,\"\"😀\",\"\"" + end + end + "c\"e,d" + last, RecordFormat.CSV, false));
                samples.add(new Sample("a\tb" + end + "\"中\t\"" + end + ",c" + last, RecordFormat.TSV, false));
                samples.add(new Sample(
                        "a,b" + end + "\"x" + end + "中\",\"" + end + "\"" + end + "e,\"f\"\"" + end + "\"" + end + "g,h"
                                + last,
                        RecordFormat.CSV,
                        true));
            }
        }
        samples.add(new Sample("", RecordFormat.CSV, true));
        samples.add(new Sample("\"\n\",\"\n\",\"\n\"\n\"\n\",\"\n\",\"\n\"", RecordFormat.CSV, true));
        return samples.stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyCutGivesEveryRecordOnce(Sample sample) {
        for (Charset charset : CHARSETS) {
            for (String mark : charset.name().startsWith("UTF") ? List.of("", "\uFEFF") : List.of("")) {
                byte[] content = (mark + sample.text()).getBytes(charset);
                Outcome whole = read(content, options(sample, charset, true, 0, Long.MAX_VALUE), WAYS.get(0));
                assertThat(whole.failure()).isNull();
                for (RecordStarts way : WAYS) {
                    for (boolean multiline : sample.multiline() ? List.of(true) : List.of(true, false)) {
                        for (int cut = 0; cut <= content.length + 1; cut++) {
                            Outcome first = read(content, options(sample, charset, multiline, 0, cut), way);
                            Outcome second =
                                    read(content, options(sample, charset, multiline, cut, Long.MAX_VALUE), way);
                            List<ReadRecord> both = new ArrayList<>(unnumbered(first));
                            both.addAll(unnumbered(second));
                            assertThat(both)
                                    .as("cut at %d in %s, multiline %s, %s", cut, charset, multiline, way)
                                    .isEqualTo(unnumbered(whole));
                        }
                    }
                }
            }
        }
    }

    @Test
    void randomFilesCutIntoThreeGiveEveryRecordOnce() {
        Random random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            byte[] content = randomCsv(random).getBytes(StandardCharsets.UTF_8);
            Sample sample = new Sample("", RecordFormat.CSV, true);
            RecordStarts way = WAYS.get(random.nextInt(WAYS.size()));
            Outcome whole = read(content, options(sample, StandardCharsets.UTF_8, true, 0, Long.MAX_VALUE), way);
            assertThat(whole.failure()).isNull();
            long from = random.nextInt(content.length + 1);
            long to = from + random.nextInt(content.length + 1);
            List<ReadRecord> parts = new ArrayList<>();
            for (long[] part : new long[][] {{0, from}, {from, to}, {to, Long.MAX_VALUE}}) {
                Outcome outcome = read(content, options(sample, StandardCharsets.UTF_8, true, part[0], part[1]), way);
                assertThat(outcome.failure()).isNull();
                parts.addAll(unnumbered(outcome));
            }
            assertThat(parts)
                    .as("%d, %d, %s: %s", from, to, way, ReadRecord.shown(new String(content, StandardCharsets.UTF_8)))
                    .isEqualTo(unnumbered(whole));
        }
    }

    @Test
    void splitsOfEveryNumberBeginWithRecords() {
        Random random = new Random(12);
        for (int i = 0; i < 2_000; i++) {
            Charset charset = CHARSETS.get(random.nextInt(CHARSETS.size()));
            byte[] content = randomCsv(random).getBytes(charset);
            int count = 1 + random.nextInt(8);
            Sample sample = new Sample("", RecordFormat.CSV, true);
            ReadOptions all = options(sample, charset, true, 0, Long.MAX_VALUE);
            Outcome whole = read(content, all, RecordStarts.DEFAULT);
            FileSplits splits = FileSplits.of(new FakeRemoteFile(content), all, count);

            assertThat(splits.bounds())
                    .startsWith(0L)
                    .endsWith((long) content.length)
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(splits.bounds().size()).isLessThanOrEqualTo(count + 1);
            assertThat(splits.etag()).isEqualTo("\"e1\"");
            assertThat(whole.offsets())
                    .containsAll(splits.bounds().subList(0, splits.bounds().size() - 1));
            boolean spans = whole.contents().stream().anyMatch(record -> record.matches("(?s).*[\r\n].*"));
            assertThat(splits.linesAreRecords()).isEqualTo(!spans);
        }
    }

    @Test
    void splitsOfLinesReadOnlyTheStartOfTheFile() {
        byte[] content = "a,b\n".repeat(500_000).getBytes(StandardCharsets.UTF_8);
        FakeRemoteFile file = new FakeRemoteFile(content);
        FileSplits splits = FileSplits.of(file, Options.lines(RecordFormat.CSV, null, 0, Long.MAX_VALUE), 4);
        assertThat(splits.bounds()).containsExactly(0L, 500_000L, 1_000_000L, 1_500_000L, 2_000_000L);
        assertThat(splits.charset()).isEqualTo("UTF-8");
        assertThat(file.bytesRead()).isLessThan(300_000);
    }

    @Test
    void anEmptyFileIsOnePart() {
        FileSplits splits = FileSplits.of(new FakeRemoteFile(new byte[0]), Options.utf8(RecordFormat.CSV), 4);
        assertThat(splits.bounds()).containsExactly(0L, 0L);
    }

    @Test
    void aBoundFarFromTheStartCostsLittleWhereQuotesTell() {
        byte[] content = ("x,\"y\nz\",w\n".repeat(300_000)).getBytes(StandardCharsets.UTF_8);
        FakeRemoteFile file = new FakeRemoteFile(content);
        Outcome outcome = ReadRecord.all(
                FileContents.open(file, Options.range(RecordFormat.CSV, StandardCharsets.UTF_8, 2_000_000, 2_000_020)));
        assertThat(outcome.offsets()).containsExactly(2_000_000L, 2_000_010L);
        assertThat(file.bytesRead()).isLessThan(10_000);
    }

    @Test
    void aFileWithoutQuotesIsReadBackByTheLongestRecord() {
        byte[] content = ("x,y,z,wvu\n".repeat(300_000)).getBytes(StandardCharsets.UTF_8);
        FakeRemoteFile file = new FakeRemoteFile(content);
        ReadOptions options =
                new ReadOptions(RecordFormat.CSV, StandardCharsets.UTF_8, 2_000_000, 2_000_020, 1_000_000, 100);
        assertThat(ReadRecord.all(FileContents.open(file, options)).offsets()).containsExactly(2_000_000L, 2_000_010L);
        assertThat(file.bytesRead()).isBetween(1_000_000L, 1_500_000L);
    }

    @Test
    void aLineEndInQuotesIsAnErrorWhereNoneMayBe() {
        byte[] content = "a,b\n1,\"x\ny\"\n2,z\n".getBytes(StandardCharsets.UTF_8);
        Outcome outcome = ReadRecord.all(FileContents.open(
                new FakeRemoteFile(content), Options.lines(RecordFormat.CSV, StandardCharsets.UTF_8, 0, 1000)));
        assertThat(outcome.contents()).containsExactly("a,b");
        assertThat(outcome.failure()).isNotNull();
        assertThat(outcome.failure().code()).isEqualTo(ErrorCode.MALFORMED_CONTENT);
        assertThat(outcome.failure())
                .hasMessageContainingAll("record 2", "byte offset 6", "multiline = FALSE", "file_splits");
    }

    private static ReadOptions options(Sample sample, Charset charset, boolean multiline, long from, long to) {
        return new ReadOptions(
                sample.format(),
                charset,
                multiline,
                from,
                to,
                charset.equals(StandardCharsets.UTF_8) ? LONGEST : 4 * LONGEST,
                100);
    }

    private static Outcome read(byte[] content, ReadOptions options, RecordStarts way) {
        CsvDialect dialect = options.format() == RecordFormat.TSV ? CsvDialect.TSV : CsvDialect.CSV;
        FakeRemoteFile file = new FakeRemoteFile(content);
        Outcome outcome = ReadRecord.all(new BufferedRecordReader(file, options, dialect, way));
        assertThat(file.open()).isZero();
        return outcome;
    }

    private static List<ReadRecord> unnumbered(Outcome outcome) {
        assertThat(outcome.failure()).isNull();
        return outcome.records().stream()
                .map(record -> new ReadRecord(0, record.offset(), record.length(), record.content(), record.fields()))
                .toList();
    }

    /** Records of at most {@value #LONGEST} bytes in UTF-8, some with line ends, delimiters and quotes in quotes. */
    private static String randomCsv(Random random) {
        String[] inQuotes = {"\n", "\r\n", ",", "\"\"", "a", "\",\"", "\"\n\"", "中"};
        String[] plain = {"b", "c\"", "\"\"", "", "d\"e", "é"};
        StringBuilder text = new StringBuilder("h,i\n");
        for (int records = random.nextInt(12); records > 0; records--) {
            for (int fields = 1 + random.nextInt(2); fields > 0; fields--) {
                if (random.nextInt(3) == 0) {
                    text.append('"');
                    for (int pieces = random.nextInt(4); pieces > 0; pieces--) {
                        String piece = inQuotes[random.nextInt(inQuotes.length)];
                        text.append(
                                piece.equals("\"\n\"") ? "\"\"\n\"\"" : piece.equals("\",\"") ? "\"\",\"\"" : piece);
                    }
                    text.append('"');
                } else {
                    text.append(plain[random.nextInt(plain.length)]);
                }
                text.append(fields > 1 ? "," : "");
            }
            text.append(new String[] {"\n", "\r\n", "\r"}[random.nextInt(3)]);
        }
        return text.toString();
    }
}
