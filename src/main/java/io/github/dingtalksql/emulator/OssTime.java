// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Times in headers. */
final class OssTime {
    private static final DateTimeFormatter HTTP = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter BASIC_ISO =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.US).withZone(ZoneOffset.UTC);

    private OssTime() {}

    static String format(Instant instant) {
        return HTTP.format(instant);
    }

    /** Reads both forms that have been seen in {@code x-oss-date}. */
    static Optional<Instant> parse(String text) {
        for (DateTimeFormatter format : List.of(HTTP, BASIC_ISO)) {
            try {
                return Optional.of(format.parse(text, Instant::from));
            } catch (DateTimeException e) {
                continue; // It may be the other form.
            }
        }
        return Optional.empty();
    }
}
