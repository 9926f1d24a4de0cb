// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * {@code Content-Range: bytes first-last/total}.
 *
 * @param first -1 in the form {@code bytes *}{@code /total} of a 416
 * @param last inclusive, as on the wire
 */
record ContentRange(long first, long last, long total) {
    private static final Pattern SATISFIED = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");
    private static final Pattern UNSATISFIED = Pattern.compile("bytes \\*/(\\d{1,18})");

    /** Null unless there is exactly one such header and it makes sense. */
    static @Nullable ContentRange from(Headers headers) {
        List<String> values = headers.values("Content-Range");
        if (values.size() != 1) {
            return null;
        }
        String value = values.get(0).strip();
        Matcher unsatisfied = UNSATISFIED.matcher(value);
        if (unsatisfied.matches()) {
            return new ContentRange(-1, -1, Long.parseLong(unsatisfied.group(1)));
        }
        Matcher satisfied = SATISFIED.matcher(value);
        if (!satisfied.matches()) {
            return null;
        }
        ContentRange range = new ContentRange(
                Long.parseLong(satisfied.group(1)),
                Long.parseLong(satisfied.group(2)),
                Long.parseLong(satisfied.group(3)));
        return range.first <= range.last && range.last < range.total ? range : null;
    }
}
