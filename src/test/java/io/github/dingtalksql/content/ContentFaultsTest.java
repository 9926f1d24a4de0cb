// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.content.ReadRecord.Outcome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Part G of the fault matrix. */
class ContentFaultsTest {
    private static final long ONE_GIGABYTE = 1L << 30;
    private static final Charset GB18030 = Charset.forName("GB18030");

    @Test
    void case123_anUnterminatedQuoteFailsAtMaxRecordBytesAndNamesTheRecord() {
        FakeRemoteFile file = endless("a,b\n1,\"", 'x');
        BufferedRecordReader reader =
                (BufferedRecordReader) FileContents.open(file, Options.bounded(RecordFormat.CSV, 1 << 20, 10_000));
        assertThat(reader.next()).isTrue();
        assertThatThrownBy(reader::next)
                .hasMessageContainingAll("854/798@2", "record 2", "byte offset 4", "maxRecordBytes = 1048576", "quote")
                .satisfies(ContentFaultsTest::isMalformed);
        assertThat(reader.bufferBytes()).isLessThan((1 << 20) + 3 * RecordBuffer.LEAST_READ_BYTES);
        assertThat(file.bytesRead()).isLessThan((1 << 20) + 2 * RecordBuffer.FIRST_BYTES);
    }

    @Test
    void case123_anUnterminatedQuoteAtTheEndOfTheFileIsAnErrorAtTheQuote() {
        assertThat(csv("a,b\n1,\"x\ny\n").failure())
                .hasMessageContainingAll("record 2", "byte offset 6", "opened here are never closed");
    }

    @ParameterizedTest
    @EnumSource(RecordFormat.class)
    void case124_oneEndlessLineFailsAtMaxRecordBytes(RecordFormat format) {
        FakeRemoteFile file = endless("", 'x');
        BufferedRecordReader reader =
                (BufferedRecordReader) FileContents.open(file, Options.bounded(format, 300_000, 10_000));
        assertThatThrownBy(reader::next)
                .hasMessageContainingAll("record 1", "byte offset 0", "maxRecordBytes = 300000")
                .satisfies(ContentFaultsTest::isMalformed);
        assertThat(reader.bufferBytes()).isLessThan(300_000 + 3 * RecordBuffer.LEAST_READ_BYTES);
    }

    @Test
    void case124_endlessCommasFailAtMaxColumnsBeforeTheBufferGrows() {
        BufferedRecordReader reader = (BufferedRecordReader)
                FileContents.open(endless("", ','), Options.bounded(RecordFormat.CSV, Integer.MAX_VALUE, 10_000));
        assertThatThrownBy(reader::next)
                .hasMessageContainingAll("record 1", "byte offset 10000", "field 10001", "maxColumns = 10000")
                .satisfies(ContentFaultsTest::isMalformed);
        assertThat(reader.bufferBytes()).isLessThan(2 * RecordBuffer.FIRST_BYTES);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 4096, 1 << 20})
    void case124_theBoundsAreExactAtEverySplit(int chunk) {
        byte[] content = "12345678,0\n1,2,3,\"4\"\n".getBytes(StandardCharsets.UTF_8);
        assertThat(bounded(content, chunk, 10, 4).failure()).isNull();
        assertThat(bounded(content, chunk, 9, 4).failure())
                .hasMessageContainingAll("record 1, byte offset 0", "maxRecordBytes = 9");
        assertThat(bounded(content, chunk, 10, 3).failure())
                .hasMessageContainingAll("record 2, byte offset 17", "maxColumns = 3");
        assertThat(bounded(content, chunk, 10, 3).records()).hasSize(1);
    }

    @Test
    void case125_manyColumnsWorkIfTheLimitIsRaised() {
        String line = IntStream.range(0, 100_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        byte[] content = (line + "\n" + line).getBytes(StandardCharsets.UTF_8);
        Outcome outcome = ReadRecord.all(
                FileContents.open(new FakeRemoteFile(content), Options.bounded(RecordFormat.CSV, 16 << 20, 100_000)));
        assertThat(outcome.failure()).isNull();
        assertThat(outcome.records()).hasSize(2);
        assertThat(outcome.records().get(1).fields()).hasSize(100_000).last().isEqualTo("99999");
        assertThat(ReadRecord.all(FileContents.open(
                                new FakeRemoteFile(content), Options.bounded(RecordFormat.CSV, 16 << 20, 99_999)))
                        .failure())
                .hasMessageContaining("raise the property maxColumns");
    }

    @Test
    void case126_nulBytesAreKept() {
        assertThat(csv("a\0b,\0\n\"\0\",c").fields()).containsExactly(List.of("a\0b", "\0"), List.of("\0", "c"));
        assertThat(read("x\0y\nz".getBytes(StandardCharsets.UTF_8), RecordFormat.TEXT, null)
                        .contents())
                .containsExactly("x\0y", "z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "c0af", "e4b8", "eda080", "f4908080", "ff", "f09f98"})
    void case127_invalidUtf8IsAnErrorAtItsByteWhenItsFieldIsAskedFor(String hex) {
        byte[] bad = java.util.HexFormat.of().parseHex(hex);
        byte[] content =
                joined("好,1\n文,".getBytes(StandardCharsets.UTF_8), bad, "\n3,4\n".getBytes(StandardCharsets.UTF_8));
        RecordReader reader = FileContents.open(new FakeRemoteFile(content), Options.utf8(RecordFormat.CSV));
        assertThat(reader.next()).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(reader.field(0)).isEqualTo("文");
        assertThat(reader.byteLength()).isEqualTo(4 + bad.length);
        assertThatThrownBy(() -> reader.field(1))
                .hasMessageContainingAll("854/798@2", "record 2", "byte offset 10", "UTF-8", "charset = 'GB18030'")
                .satisfies(ContentFaultsTest::isMalformed);
        assertThatThrownBy(reader::next).satisfies(ContentFaultsTest::isMalformed);
    }

    @Test
    void case127_aReplacementCharacterThatStandsInTheFileIsNoError() {
        assertThat(csv("a\uFFFD,b").fields()).containsExactly(List.of("a\uFFFD", "b"));
    }

    @ParameterizedTest
    @EnumSource(ByteOrderMark.class)
    void case128_aByteOrderMarkIsStrippedBeforeAQuotedHeader(ByteOrderMark mark) {
        Charset charset = mark.charset();
        byte[] content = joined("\uFEFF".getBytes(charset), "\"名\",b\r\n1,2".getBytes(charset));
        for (Charset asked : Arrays.asList(null, charset, Charset.forName(mark.family()))) {
            Outcome outcome = read(content, RecordFormat.CSV, asked);
            assertThat(outcome.failure()).isNull();
            assertThat(outcome.fields()).containsExactly(List.of("名", "b"), List.of("1", "2"));
            assertThat(outcome.offsets().get(0)).isEqualTo(mark.length());
        }
        RecordReader reader = FileContents.open(new FakeRemoteFile(content), Options.all(RecordFormat.CSV, null));
        assertThat(reader.next()).isTrue();
        assertThat(reader.charset()).isEqualTo(charset.name());
    }

    @Test
    void case128_aFileThatIsOnlyAMarkIsEmpty() {
        assertThat(read("\uFEFF".getBytes(StandardCharsets.UTF_8), RecordFormat.CSV, null))
                .isEqualTo(new Outcome(List.of(), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void case129_utf16WithoutAMarkIsDetectedByItsZeroBytes(String name) {
        byte[] content = "id,姓名\r\n1,张三\r\n2,李四\r\n".getBytes(Charset.forName(name));
        RecordReader reader = FileContents.open(new FakeRemoteFile(content), Options.all(RecordFormat.CSV, null));
        assertThat(reader.next()).isTrue();
        assertThat(reader.charset()).isEqualTo(name);
        assertThat(reader.fields()).containsExactly("id", "姓名");
        assertThat(reader.next()).isTrue();
        assertThat(reader.byteOffset()).isEqualTo(14);
        assertThat(reader.byteLength()).isEqualTo(8);
    }

    @Test
    void case129_aLoneSurrogateIsAnErrorAtItsByteAfterTheRecordsBeforeIt() {
        byte[] content = joined(
                "a,b\nc,".getBytes(StandardCharsets.UTF_16LE),
                new byte[] {0x00, (byte) 0xD8, 0x41, 0x00},
                "\n".getBytes(StandardCharsets.UTF_16LE));
        Outcome outcome = read(content, RecordFormat.CSV, StandardCharsets.UTF_16LE);
        assertThat(outcome.fields()).containsExactly(List.of("a", "b"));
        assertThat(outcome.failure()).hasMessageContainingAll("record 2", "byte offset 12", "UTF-16LE");
    }

    /** UTF-32 forbids a pair of them; the records before it in the same bytes were once not given. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-32BE", "UTF-32LE"})
    void case129_aSurrogatePairInUtf32IsAnErrorAtItsByteAfterTheRecordsBeforeIt(String name) {
        byte[] high = "\u0100".getBytes(Charset.forName(name));
        byte[] low = high.clone();
        int at = name.endsWith("LE") ? 1 : 2;
        high[at] = (byte) 0xD8;
        low[at] = (byte) 0xDC;
        byte[] content = joined("a😀\nb".getBytes(Charset.forName(name)), high, low);
        Outcome outcome = read(content, RecordFormat.CSV, Charset.forName(name));
        assertThat(outcome.fields()).containsExactly(List.of("a😀"));
        assertThat(outcome.failure()).hasMessageContainingAll("record 2", "byte offset 16", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void case128_onlyTheFirstMarkIsOne(String name) {
        byte[] content = "\uFEFF\uFEFFa\n\uFEFFb\n".getBytes(Charset.forName(name));
        Outcome outcome = read(content, RecordFormat.TEXT, null);
        assertThat(outcome.failure()).isNull();
        assertThat(outcome.contents()).containsExactly("\uFEFFa", "\uFEFFb");
    }

    @Test
    void case129_aHalfCodeUnitAtTheEndIsAnError() {
        byte[] content = Arrays.copyOf("a\nb\n".getBytes(StandardCharsets.UTF_16BE), 7);
        Outcome outcome = read(content, RecordFormat.TEXT, StandardCharsets.UTF_16BE);
        assertThat(outcome.contents()).containsExactly("a");
        assertThat(outcome.failure()).hasMessageContainingAll("record 2", "byte offset 6");
    }

    @Test
    void case130_gb18030IsTheSameAtEverySplitAndFromEveryOffset() {
        byte[] content = "编号,名称\n1,\"龥㐀😀\"\n2,镕\n".getBytes(GB18030);
        Outcome whole = read(content, RecordFormat.CSV, null);
        assertThat(whole.fields()).containsExactly(List.of("编号", "名称"), List.of("1", "龥㐀😀"), List.of("2", "镕"));
        for (int split = 1; split < content.length; split++) {
            int first = split;
            int[] reads = {0};
            FakeRemoteFile file =
                    new FakeRemoteFile(content, wanted -> reads[0]++ == 0 ? Math.min(first, wanted) : wanted);
            assertThat(ReadRecord.all(FileContents.open(file, Options.all(RecordFormat.CSV, null))))
                    .isEqualTo(whole);
            reads[0] = 0;
            assertThat(ReadRecord.all(FileContents.open(file, Options.all(RecordFormat.CSV, GB18030))))
                    .isEqualTo(whole);
        }
    }

    @Test
    void case130_gb18030IsDetectedAlsoIfTheSampleCutsACharacter() {
        for (int shift = 0; shift < 4; shift++) {
            String text = "x".repeat(shift) + "😀中\n".repeat(20_000);
            Outcome outcome = read(text.getBytes(GB18030), RecordFormat.TEXT, null);
            assertThat(outcome.failure()).isNull();
            assertThat(outcome.contents()).hasSize(20_000).last().isEqualTo("😀中");
            assertThat(read(text.getBytes(StandardCharsets.UTF_8), RecordFormat.TEXT, null)
                            .contents())
                    .isEqualTo(outcome.contents());
        }
    }

    @ParameterizedTest
    @EnumSource(RecordFormat.class)
    void case131_mixedLineEndsGiveTheSameRowsAtEverySplit(RecordFormat format) {
        byte[] content = "a\r\nb\rc\nd\r\r\ne\n\rf\r".getBytes(StandardCharsets.UTF_8);
        List<String> expected = List.of("a", "b", "c", "d", "", "e", "", "f");
        for (int split = 1; split < content.length; split++) {
            int first = split;
            int[] reads = {0};
            FakeRemoteFile file =
                    new FakeRemoteFile(content, wanted -> reads[0]++ == 0 ? Math.min(first, wanted) : wanted);
            Outcome outcome = ReadRecord.all(FileContents.open(file, Options.utf8(format)));
            assertThat(outcome.contents()).as("split at " + split).isEqualTo(expected);
            assertThat(outcome.offsets()).containsExactly(0L, 3L, 5L, 7L, 9L, 11L, 13L, 14L);
        }
    }

    @Test
    void case131_aReturnAtTheBufferEdgeAndItsLineFeedAreOneLineEnd() {
        for (int before = RecordBuffer.FIRST_BYTES - 3; before <= RecordBuffer.FIRST_BYTES + 3; before++) {
            String line = "x".repeat(before);
            byte[] content = (line + "\r\ny\r\n").getBytes(StandardCharsets.UTF_8);
            assertThat(read(content, RecordFormat.CSV, StandardCharsets.UTF_8).contents())
                    .containsExactly(line, "y");
        }
    }

    @Test
    void case132_raggedRowsAreGivenAsTheyAre() {
        RecordReader reader = FileContents.open(
                new FakeRemoteFile("a,b,c\n1\n\n1,2,3,4\n".getBytes(StandardCharsets.UTF_8)),
                Options.utf8(RecordFormat.CSV));
        assertThat(reader.next()).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(reader.field(0)).isEqualTo("1");
        assertThat(reader.field(1)).isNull();
        assertThat(reader.field(Integer.MAX_VALUE)).isNull();
        assertThat(reader.next()).isTrue();
        assertThat(reader.fields()).containsExactly("");
        assertThat(reader.next()).isTrue();
        assertThat(reader.field(3)).isEqualTo("4");
        assertThat(reader.field(0)).isEqualTo("1");
    }

    @Test
    void case133_headersAreARecordLikeAnyOtherWhateverTheyHold() {
        assertThat(csv("a,,a, ,\"\"\n1,2,3,4,5").fields())
                .containsExactly(List.of("a", "", "a", " ", ""), List.of("1", "2", "3", "4", "5"));
    }

    @Test
    void case134_textBehindAClosingQuoteIsAnErrorAtItsByte() {
        Outcome outcome = csv("a,b\n\"中\"x,1\n");
        assertThat(outcome.records()).hasSize(1);
        assertThat(outcome.failure())
                .hasMessageContainingAll("record 2", "byte offset 9", "behind a closing quote", "format = 'text'");
        assertThat(read(
                                "a,b\n\"中\"x,1\n".getBytes(StandardCharsets.UTF_16LE),
                                RecordFormat.CSV,
                                StandardCharsets.UTF_16LE)
                        .failure())
                .hasMessageContainingAll("record 2", "byte offset 14", "behind a closing quote");
    }

    @Test
    void case134_aQuoteInsideAnUnquotedFieldIsData() {
        assertThat(csv("a\"b\"\"c,\" d\" \n").fields()).containsExactly(List.of("a\"b\"\"c", " d"));
    }

    @Test
    void case135_emptyAndAlmostEmptyFiles() {
        assertThat(csv("").records()).isEmpty();
        assertThat(csv("a,b").fields()).containsExactly(List.of("a", "b"));
        assertThat(csv("a,b\n1,").fields()).containsExactly(List.of("a", "b"), List.of("1", ""));
        assertThat(csv("\n\r\n\r").fields()).containsExactly(List.of(""), List.of(""), List.of(""));
        assertThat(read("\n\r\n\r".getBytes(StandardCharsets.UTF_8), RecordFormat.TEXT, null)
                        .contents())
                .containsExactly("", "", "");
        assertThat(read("a".getBytes(StandardCharsets.UTF_8), RecordFormat.TEXT, null)
                        .records())
                .containsExactly(new ReadRecord(1, 0, 1, "a", null));
    }

    @Test
    void case138_controlCharactersAndFormulasAreUnchanged() {
        assertThat(csv("=1+1,\u001b[31m,@x\n").fields()).containsExactly(List.of("=1+1", "\u001b[31m", "@x"));
    }

    private static FakeRemoteFile endless(String head, char filler) {
        byte[] start = head.getBytes(StandardCharsets.UTF_8);
        return new FakeRemoteFile(
                (from, target, offset, length) -> {
                    for (int i = 0; i < length; i++) {
                        long at = from + i;
                        target[offset + i] = at < start.length ? start[(int) at] : (byte) filler;
                    }
                },
                ONE_GIGABYTE,
                wanted -> wanted);
    }

    private static Outcome bounded(byte[] content, int chunk, int maxRecordBytes, int maxColumns) {
        FakeRemoteFile file = new FakeRemoteFile(content, wanted -> Math.min(wanted, chunk));
        return ReadRecord.all(FileContents.open(file, Options.bounded(RecordFormat.CSV, maxRecordBytes, maxColumns)));
    }

    private static Outcome csv(String content) {
        return read(content.getBytes(StandardCharsets.UTF_8), RecordFormat.CSV, StandardCharsets.UTF_8);
    }

    private static Outcome read(byte[] content, RecordFormat format, Charset charset) {
        return ReadRecord.all(FileContents.open(new FakeRemoteFile(content), Options.all(format, charset)));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static void isMalformed(Throwable error) {
        assertThat(((DingTalkException) error).code()).isEqualTo(ErrorCode.MALFORMED_CONTENT);
    }
}
