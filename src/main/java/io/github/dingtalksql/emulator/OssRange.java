// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a Range header selects of an object, by the rules of OSS, which are not those of RFC 9110: unless
 * {@code x-oss-range-behavior: standard} is given, a range that is not fully inside the object selects all of it.
 *
 * @param isPart false: the answer is 200 and the whole object
 */
record OssRange(boolean isPart, long offset, long length) {
    private static final Pattern ONE_RANGE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");
    private static final Pattern MANY_RANGES = Pattern.compile("bytes=[-0-9]+(,[-0-9]+)+");

    static OssRange of(@Nullable String header, boolean isStandard, long size) throws OssRefusal {
        OssRange whole = new OssRange(false, 0, size);
        if (header == null) {
            return whole;
        }
        if (MANY_RANGES.matcher(header.replace(" ", "")).matches()) {
            // The sources disagree about this one; an error is what a client cannot overlook.
            throw unsatisfiable(header, size);
        }
        Matcher range = ONE_RANGE.matcher(header);
        if (!range.matches() || header.equals("bytes=-")) {
            return whole;
        }
        boolean isSuffix = range.group(1).isEmpty();
        long first = isSuffix ? size - Long.parseLong(range.group(2)) : Long.parseLong(range.group(1));
        long last = isSuffix || range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
        if (!isSuffix && !range.group(2).isEmpty() && last < first) {
            return whole; // Malformed.
        }
        if (first >= 0 && first < size && last < size) {
            return new OssRange(true, first, last - first + 1);
        }
        if (!isStandard) {
            return whole;
        }
        if (first >= size) {
            throw unsatisfiable(header, size);
        }
        long start = Math.max(0, first);
        return new OssRange(true, start, Math.min(last, size - 1) - start + 1);
    }

    private static OssRefusal unsatisfiable(String header, long size) {
        return new OssRefusal(416, "InvalidRange", "The requested range cannot be satisfied")
                .with("ActualObjectSize", Long.toString(size))
                .with("RangeRequested", header);
    }
}
