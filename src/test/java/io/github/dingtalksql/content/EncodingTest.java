// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EncodingTest {
    private static final String CUTTING = "\",\t\r\n";

    static Set<String> charsetsCutAsBytes() {
        return Encoding.CUT_AS_BYTES;
    }

    @ParameterizedTest
    @MethodSource("charsetsCutAsBytes")
    void noCharacterOfACharsetThatIsCutAsBytesHoldsACuttingByte(String name) {
        CharsetEncoder encoder = Charset.forName(name).newEncoder();
        ByteBuffer bytes = ByteBuffer.allocate(16);
        int encoded = 0;
        for (int point = 0; point < 0x30000; point++) {
            encoder.reset();
            if (encoder.encode(CharBuffer.wrap(Character.toChars(point)), bytes.clear(), true)
                    .isError()) {
                continue;
            }
            encoded++;
            boolean isItself = bytes.flip().remaining() == 1 && bytes.get(0) == point;
            for (int i = 0; i < bytes.limit() && !isItself; i++) {
                if (CUTTING.indexOf(bytes.get(i)) >= 0) {
                    fail("%s U+%x has the byte %x", name, point, bytes.get(i));
                }
            }
        }
        assertThat(encoded).isGreaterThan(5000);
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, true, 1",
        "GB18030, true, 1",
        "ISO-8859-1, true, 1",
        "US-ASCII, true, 1",
        "windows-1252, true, 1",
        "Shift_JIS, true, 1",
        "IBM037, false, 1",
        "UTF-16LE, false, 2",
        "UTF-32BE, false, 4",
        "ISO-2022-JP, false, 0",
        "x-IBM930, false, 0"
    })
    void knowsHowACharsetIsCut(String name, boolean cutAsBytes, int unit) {
        Charset charset = Charset.forName(name);
        assertThat(Encoding.of(charset, 0)).isEqualTo(new Encoding(charset, 0, cutAsBytes, unit));
    }

    @Test
    void detectionTellsTheUsualCharsetsApart() {
        assertThat(detected("plain,ascii\n".getBytes(StandardCharsets.UTF_8))).isEqualTo("UTF-8");
        assertThat(detected(new byte[0])).isEqualTo("UTF-8");
        assertThat(detected("价格,€\n".getBytes(StandardCharsets.UTF_8))).isEqualTo("UTF-8");
        assertThat(detected("价格,数量\n".getBytes(Charset.forName("GBK")))).isEqualTo("GB18030");
        assertThat(detected("ab,c\n".getBytes(StandardCharsets.UTF_16LE))).isEqualTo("UTF-16LE");
        assertThat(detected("ab,c\n".getBytes(StandardCharsets.UTF_16BE))).isEqualTo("UTF-16BE");
        assertThat(detected("a\0b,c\0d\n".getBytes(StandardCharsets.UTF_8))).isEqualTo("UTF-8");
        assertThat(detected(new byte[] {'a', (byte) 0xFF, (byte) 0xFF, '\n'})).isEqualTo("UTF-8");
    }

    @Test
    void aCharacterThatTheSampleCutsIsNoReasonAgainstACharset() {
        byte[] cut = {'a', (byte) 0xE4, (byte) 0xB8};
        assertThat(CharsetDetection.detect(cut, 3, false).charset()).isEqualTo(StandardCharsets.UTF_8);
        byte[] utf16 = "id,\uD83D\uDE00\n12".getBytes(StandardCharsets.UTF_16LE);
        assertThat(CharsetDetection.detect(utf16, 8, false).charset()).isEqualTo(StandardCharsets.UTF_16LE);
    }

    private static String detected(byte[] content) {
        return CharsetDetection.detect(content, content.length, true).charset().name();
    }
}
