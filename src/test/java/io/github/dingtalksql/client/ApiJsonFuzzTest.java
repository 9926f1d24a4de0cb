// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Any bytes as an answer of the API: read, or refused with a code. */
class ApiJsonFuzzTest {
    private static final DownloadInfoRequest REQUEST =
            new DownloadInfoRequest(new FileRef("854", "798", null), "union", false);

    @FuzzTest
    void answer(byte[] input) {
        JsonNode body = new ApiBodies().object(input);
        if (body == null) {
            return;
        }
        assertThat(ApiFailures.serviceCode(body, false)).hasSizeLessThanOrEqualTo(128);
        for (int status : List.of(200, 400, 403, 503)) {
            String code = ApiFailures.serviceCode(body, status == 200);
            assertThat(code.chars()).noneMatch(Character::isISOControl);
            assertThat(ServiceErrors.fault(code, status).code()).isNotNull();
        }
        refusedOr(() -> assertUsable(DownloadInfoAnswers.parse(REQUEST, new ApiAnswer(body, 0), Instant.EPOCH)));
        each(body, Node::of);
        each(body, Dentry::of);
        each(body, Space::of);
        each(body, Workspace::of);
    }

    private static void each(JsonNode body, Consumer<AnswerFields> reading) {
        refusedOr(() -> reading.accept(new AnswerFields("reading", body)));
    }

    private static void assertUsable(DownloadInfo info) {
        assertThat(info.resourceUrls()).isNotEmpty();
        info.headers().forEach((name, value) -> {
            assertThat(okhttp3.Headers.of(name, value).get(name)).isEqualTo(value);
            assertThat(name).isNotEqualToIgnoringCase("Range").isNotEqualToIgnoringCase("Host");
        });
        assertThat(info.isValid(Long.MAX_VALUE / 2)).isFalse();
        info.resourceUrls().stream()
                .filter(url -> url.startsWith("http"))
                .forEach(url -> assertThat(info.toString()).doesNotContain(url));
    }

    private static void refusedOr(Runnable reading) {
        try {
            reading.run();
        } catch (DingTalkException e) {
            assertThat(e.code()).isIn(ErrorCode.SERVICE_FAILED, ErrorCode.UNSUPPORTED);
            assertThat(e.getMessage().chars()).noneMatch(Character::isISOControl);
            assertThat(e.getMessage()).hasSizeLessThan(600);
        }
    }
}
