// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.content.ReadRecord.Outcome;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Any bytes as a file: the same records at every split, and those of Commons CSV if they are text. */
class RecordFramingFuzzTest {
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8,
            Charset.forName("GB18030"),
            StandardCharsets.UTF_16LE,
            Charset.forName("UTF-32BE"),
            StandardCharsets.ISO_8859_1);

    /** @param input the first byte chooses charset, format and size of the chunks */
    @FuzzTest
    void records(byte[] input) {
        if (input.length == 0) {
            return;
        }
        int choice = input[0] & 0xff;
        RecordFormat format = RecordFormat.values()[choice % 3];
        Charset charset = CHARSETS.get(choice / 3 % CHARSETS.size());
        int chunk = 1 + choice / 15;
        byte[] bytes = Arrays.copyOfRange(input, 1, input.length);

        assertSameAtEverySplit(bytes, format, charset, chunk);
        assertSameAtEverySplit(bytes, format, null, chunk);
        if (format != RecordFormat.TEXT) {
            assertAsCommonsCsv(new String(bytes, StandardCharsets.UTF_8), format, charset, chunk);
        }
    }

    private static void assertSameAtEverySplit(
            byte[] bytes, RecordFormat format, @Nullable Charset charset, int chunk) {
        Outcome whole = read(bytes, format, charset, IntUnaryOperator.identity());
        Outcome split = read(bytes, format, charset, wanted -> Math.min(wanted, chunk));
        assertThat(split.records()).isEqualTo(whole.records());
        if (whole.failure() == null) {
            assertThat(split.failure()).isNull();
            return;
        }
        assertThat(whole.failure().code()).isEqualTo(ErrorCode.MALFORMED_CONTENT);
        assertThat(split.failure()).hasMessage(whole.failure().getMessage());
        assertThat(whole.failure()).hasMessageContaining("byte offset");
    }

    private static void assertAsCommonsCsv(String text, RecordFormat format, Charset charset, int chunk) {
        byte[] encoded = text.getBytes(charset);
        if (text.contains("\uFEFF") || !new String(encoded, charset).equals(text)) {
            return;
        }
        CommonsCsvOracleTest.compare(
                CommonsCsvOracleTest.oracle(text, format), text, format, charset, wanted -> Math.min(wanted, chunk));
    }

    private static Outcome read(byte[] bytes, RecordFormat format, @Nullable Charset charset, IntUnaryOperator chunks) {
        FakeRemoteFile file = new FakeRemoteFile(bytes, chunks);
        Outcome outcome = ReadRecord.all(FileContents.open(file, Options.all(format, charset)));
        assertThat(file.open()).isZero();
        return outcome;
    }
}
