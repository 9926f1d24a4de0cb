// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The conditional headers of a GET: If-Match, If-None-Match, If-Modified-Since and If-Unmodified-Since. */
final class Preconditions {
    private Preconditions() {}

    /**
     * Whether the answer is 304.
     *
     * @throws OssRefusal with 412 if the object is not the one that the client expects
     */
    static boolean isUnchanged(IncomingRequest request, String etag, Instant modifiedAt) throws OssRefusal {
        Instant modified = modifiedAt.truncatedTo(ChronoUnit.SECONDS);
        String match = request.header("if-match");
        if (match != null && !names(match, etag)) {
            throw failed("If-Match");
        }
        Optional<Instant> unmodifiedSince = time(request.header("if-unmodified-since"));
        if (unmodifiedSince.isPresent() && modified.isAfter(unmodifiedSince.get())) {
            throw failed("If-Unmodified-Since");
        }
        String noneMatch = request.header("if-none-match");
        if (noneMatch != null) {
            return names(noneMatch, etag);
        }
        Optional<Instant> modifiedSince = time(request.header("if-modified-since"));
        return modifiedSince.isPresent() && !modified.isAfter(modifiedSince.get());
    }

    private static boolean names(String header, String etag) {
        return Stream.of(header.split(","))
                .map(tag -> tag.strip().replace("\"", ""))
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag));
    }

    private static Optional<Instant> time(@Nullable String header) {
        return header == null ? Optional.empty() : OssTime.parse(header);
    }

    private static OssRefusal failed(String condition) {
        return new OssRefusal(
                        412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold.")
                .with("Condition", condition);
    }
}
