// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Any bytes as the start of a file: what is found can decode them, unless nothing can. */
class CharsetDetectionFuzzTest {
    @FuzzTest
    void sample(byte[] input) {
        Encoding found = CharsetDetection.detect(input, input.length, true);
        assertThat(found).isEqualTo(CharsetDetection.detect(input, input.length, true));
        assertThat(found.markLength()).isBetween(0, Math.min(4, input.length));
        boolean utf8 = decodes(input, StandardCharsets.UTF_8);
        boolean zero = false;
        for (byte one : input) {
            zero |= one == 0;
        }
        if (found.markLength() > 0) {
            assertThat(found.charset().name()).matches("UTF-.*|GB18030");
            return;
        }
        if (utf8 && !zero) {
            assertThat(found.charset()).isEqualTo(StandardCharsets.UTF_8);
        }
        if (!utf8 && found.charset().equals(StandardCharsets.UTF_8)) {
            assertThat(decodes(input, Charset.forName("GB18030"))).isFalse();
        }
        if (!found.charset().equals(StandardCharsets.UTF_8)) {
            assertThat(decodes(input, found.charset())).isTrue();
        }
        // A sample that is cut anywhere is still valid in what the whole is valid in.
        if (utf8 && !zero) {
            for (int length = 0; length < Math.min(64, input.length); length++) {
                assertThat(CharsetDetection.detect(input, length, false).charset())
                        .isEqualTo(StandardCharsets.UTF_8);
            }
        }
    }

    private static boolean decodes(byte[] bytes, Charset charset) {
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
