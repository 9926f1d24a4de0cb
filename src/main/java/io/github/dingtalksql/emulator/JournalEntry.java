// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request and what became of it. Holds no credential: values of {@code Authorization} and of the two token headers
 * are masked, as is {@code access_token} in the query, and the body of a token request is left out.
 *
 * @param headers all that were sent, by lower-case name
 * @param file {@code SPACE/DENTRY} of the file asked for; "" if the request was about none
 * @param version the version asked for; null if the request named none
 * @param body text of the body of an API request
 * @param time when it arrived, by the emulator's clock
 * @param status 0 as long as there is no answer, and if there never was one
 * @param bytesWritten bytes of the body that the connection really took, which is less than the answer had if the
 *     client went away or an instruction cut it
 */
public record JournalEntry(
        CallKind kind,
        String method,
        String path,
        String query,
        Map<String, String> headers,
        String file,
        @Nullable Long version,
        String body,
        Instant time,
        int status,
        long bytesWritten) {

    public JournalEntry {
        headers = Map.copyOf(headers);
    }

    /** A header that was sent; null if it was not. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** First byte that the Range header asks for; 0 without one, and -1 for one that does not name its first byte. */
    public long rangeStart() {
        String range = header("range");
        if (range == null) {
            return 0;
        }
        String first = range.replaceFirst("^bytes=([0-9]{1,18})-.*$", "$1");
        return first.equals(range) ? -1 : Long.parseLong(first);
    }
}
