// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.config.ConnectionProperty;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Any text as a JDBC URL: accepted, or refused without a word of it; what is shown of it can be read again. */
class ConnectStringFuzzTest {
    private static final String SECRET = "CANARY-k7Q2";
    private static final DemoService DEMO =
            () -> Map.of("endpoint", "http://127.0.0.1:1", "appKey", "k", "appSecret", "s", "unionId", "u");

    @FuzzTest
    void url(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        if (text.contains(SECRET)) {
            // The fuzzer has learned it, and names of properties are shown.
            return;
        }
        accepted(text);
        accepted(text + ";appSecret='" + SECRET + "'");
        accepted("appKey=k;appSecret=" + SECRET + ";" + text);
    }

    private static void accepted(String text) {
        ConnectionRequest request;
        try {
            request = ConnectionRequest.of(ConnectionRequest.PREFIX + text, null);
        } catch (DingTalkException e) {
            assertRefused(e);
            return;
        }
        String shown = request.safeUrl();
        assertThat(shown).doesNotContain(SECRET);
        ConnectionRequest again = ConnectionRequest.of(shown, null);
        for (ConnectionProperty property : ConnectionProperty.values()) {
            if (!property.isSecret()) {
                assertThat(again.value(property)).as(property.key()).isEqualTo(request.value(property));
            }
        }
        try {
            assertThat(request.config(DEMO).toString()).doesNotContain(SECRET);
        } catch (DingTalkException e) {
            assertRefused(e);
        }
    }

    private static void assertRefused(DingTalkException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PROPERTY);
        assertThat(e.getMessage()).doesNotContain(SECRET).hasSizeLessThan(500);
        assertThat(e.getCause()).isNull();
    }
}
