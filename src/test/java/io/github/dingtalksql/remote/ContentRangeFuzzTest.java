// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import okhttp3.Headers;

/** Any Content-Range: understood as it is written, or not at all. */
class ContentRangeFuzzTest {
    @FuzzTest
    void header(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        Headers.Builder headers = new Headers.Builder();
        String[] lines = text.split("\n", 3);
        for (String line : lines) {
            headers.addUnsafeNonAscii("Content-Range", line);
        }
        ContentRange range = ContentRange.from(headers.build());
        if (range == null) {
            return;
        }
        assertThat(lines).hasSize(1);
        // As OkHttp has trimmed it.
        String[] parts =
                headers.build().value(0).strip().replaceFirst("^bytes ", "").split("[-/]");
        assertThat(new BigInteger(parts[parts.length - 1])).isEqualTo(BigInteger.valueOf(range.total()));
        if (range.first() < 0) {
            assertThat(parts).hasSize(2).startsWith("*");
            assertThat(range.last()).isEqualTo(-1);
            return;
        }
        assertThat(parts).hasSize(3);
        assertThat(new BigInteger(parts[0])).isEqualTo(BigInteger.valueOf(range.first()));
        assertThat(new BigInteger(parts[1])).isEqualTo(BigInteger.valueOf(range.last()));
        assertThat(range.first()).isLessThanOrEqualTo(range.last());
        assertThat(range.last()).isLessThan(range.total());
    }
}
