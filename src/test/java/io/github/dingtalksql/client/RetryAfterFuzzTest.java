// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** Any Retry-After, beside any Date: a wait of nothing to a minute or none, and OkHttp never sees it. */
class RetryAfterFuzzTest {
    private static final Request REQUEST =
            new Request.Builder().url("http://127.0.0.1/").build();

    /** @param input what Retry-After says, a line feed, what Date says */
    @FuzzTest
    void header(byte[] input) {
        String[] lines = new String(input, StandardCharsets.ISO_8859_1).split("\n", 2);
        Response.Builder answer = new Response.Builder()
                .request(REQUEST)
                .protocol(Protocol.HTTP_1_1)
                .code(503)
                .message("Busy");
        okhttp3.Headers.Builder headers = new okhttp3.Headers.Builder().addUnsafeNonAscii("Retry-After", lines[0]);
        if (lines.length > 1) {
            headers.addUnsafeNonAscii("Date", lines[1]);
        }
        Response hidden = RetryAfter.hidden(answer.headers(headers.build()).build());

        assertThat(hidden.headers("Retry-After")).containsExactly("1");
        Duration asked = RetryAfter.of(hidden);
        if (asked != null) {
            assertThat(asked).isBetween(Duration.ZERO, RetryAfter.LONGEST);
        }
        if (lines[0].matches("[0-9]{1,18}")) {
            BigInteger seconds = new BigInteger(lines[0]).min(BigInteger.valueOf(60));
            assertThat(asked).isEqualTo(Duration.ofSeconds(seconds.longValueExact()));
        }
    }
}
