// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Any header map of a download info: what is let through reaches the wire as it is and frames no message. */
class SignedHeadersFuzzTest {
    /** @param input name and value by turns, each ended by a byte 0xFF */
    @FuzzTest
    void headers(byte[] input) {
        String[] parts = new String(input, StandardCharsets.ISO_8859_1).split("\u00ff", -1);
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i + 1 < parts.length; i += 2) {
            headers.put(parts[i], parts[i + 1]);
        }
        Map<String, String> checked;
        try {
            checked = SignedHeaders.parse(headers);
        } catch (DingTalkException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.SERVICE_FAILED);
            assertThat(e.getMessage().chars()).noneMatch(c -> c < ' ' || c > '~');
            return;
        }
        assertThat(checked).hasSizeLessThanOrEqualTo(64);
        checked.forEach((name, value) -> {
            okhttp3.Headers sent = okhttp3.Headers.of(name, value);
            assertThat(sent.name(0)).isEqualTo(name);
            assertThat(sent.value(0)).isEqualTo(value);
            assertThat(name + value).doesNotContain("\r", "\n", "\0").isASCII();
            assertThat(name.toLowerCase(Locale.ROOT))
                    .isNotIn("host", "range", "content-length", "transfer-encoding", "connection", "expect", "upgrade")
                    .doesNotStartWith("proxy-");
        });
    }
}
