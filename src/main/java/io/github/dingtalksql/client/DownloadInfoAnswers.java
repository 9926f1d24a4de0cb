// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer of {@code downloadInfos/query} (page {@code knowledge-base-download-file}). Unknown fields and
 * regions are ignored; what is needed must be there.
 */
final class DownloadInfoAnswers {
    private static final String PROTOCOL = "HEADER_SIGNATURE";
    // The documentation of an older SDK says at most 10.
    private static final int MOST_URLS = 64;

    private DownloadInfoAnswers() {}

    /** @param sentAt wall-clock time at which the request was sent */
    static DownloadInfo parse(DownloadInfoRequest request, ApiAnswer answer, Instant sentAt) {
        String protocol = answer.body().path("protocol").asText("");
        if (!protocol.equals(PROTOCOL)) {
            throw unusable("its protocol is '" + CleanText.line(protocol, 64) + "', not " + PROTOCOL);
        }
        JsonNode info = answer.body().path("headerSignatureInfo");
        if (!info.isObject()) {
            throw unusable("it has no headerSignatureInfo");
        }
        List<String> urls = strings(info, "resourceUrls");
        if (urls.isEmpty()) {
            throw unusable("it has no resource URL");
        }
        Integer expirationSeconds = seconds(info.path("expirationSeconds"));
        Instant expiresAt =
                expirationSeconds == null || expirationSeconds <= 0 ? null : sentAt.plusSeconds(expirationSeconds);
        return new DownloadInfo(
                request,
                protocol,
                urls,
                SignedHeaders.parse(info.path("headers")),
                expirationSeconds,
                expiresAt,
                info.path("region").isTextual()
                        ? CleanText.line(info.path("region").textValue(), 64)
                        : null,
                strings(info, "internalResourceUrls"),
                answer.sentNanos());
    }

    private static List<String> strings(JsonNode info, String name) {
        JsonNode array = info.path(name);
        if (array.isMissingNode() || array.isNull()) {
            return List.of();
        }
        if (!array.isArray() || array.size() > MOST_URLS) {
            throw malformed(name + " is not an array of at most " + MOST_URLS + " strings");
        }
        List<String> strings = new ArrayList<>();
        for (JsonNode element : array) {
            if (element.isTextual()) {
                strings.add(element.textValue());
            } else if (!element.isNull()) {
                throw malformed(name + " has an element that is not a string");
            }
        }
        return strings;
    }

    private static @Nullable Integer seconds(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (value.isNumber()) {
            return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value.doubleValue()));
        }
        String text = value.asText("");
        if (value.isTextual() && text.matches("-?\\d{1,9}")) {
            return Integer.valueOf(text);
        }
        throw malformed("expirationSeconds is not a number");
    }

    private static DingTalkException unusable(String why) {
        return new DingTalkException(
                ErrorCode.UNSUPPORTED,
                "the answer has nothing to download with, " + why
                        + ". Only files with header-signed URLs can be read.");
    }

    private static DingTalkException malformed(String why) {
        return new DingTalkException(ErrorCode.SERVICE_FAILED, "the answer is malformed, " + why + ".");
    }
}
