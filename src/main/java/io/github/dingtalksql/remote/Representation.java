// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What tells the bytes of one state of a file from those of another.
 *
 * @param total bytes of the whole file; -1 if the answer did not say
 * @param etag as it was sent
 * @param crc64 CRC-64/XZ of the whole object in decimal, which OSS sends with every answer
 */
public record Representation(
        long total,
        @Nullable String etag,
        @Nullable String lastModified,
        @Nullable String crc64) {

    static Representation from(Headers headers, long total) {
        String etag = headers.get("ETag");
        return new Representation(
                total,
                etag == null || etag.isBlank() ? null : etag.strip(),
                headers.get("Last-Modified"),
                headers.get("x-oss-hash-crc64ecma"));
    }

    /** Fit for {@code If-Match}, which compares strongly (RFC 9110, 13.1.1); null for weak ones. */
    public @Nullable String strongEtag() {
        return etag == null || etag.startsWith("W/") ? null : etag;
    }

    Representation withCrc64(@Nullable String other) {
        return new Representation(total, etag, lastModified, other);
    }

    /** Whether the ETag is {@code other}, with or without the quotes around it. */
    boolean hasEtag(String other) {
        return etag != null && opaque(etag).equals(opaque(other));
    }

    /** How {@code later} differs; null if nothing speaks against both being the same bytes. */
    @Nullable
    String differenceTo(Representation later) {
        if (total >= 0 && later.total >= 0 && total != later.total) {
            return "it had " + total + " bytes and now has " + later.total;
        }
        if (etag != null && later.etag != null) {
            return opaque(etag).equals(opaque(later.etag)) ? null : "its ETag changed";
        }
        if (lastModified != null && later.lastModified != null && !lastModified.equals(later.lastModified)) {
            return "its Last-Modified changed";
        }
        return null;
    }

    /** Whether both say themselves that they are the same, by more than their length. */
    boolean isProvenBy(Representation later) {
        boolean comparable = etag != null && later.etag != null || lastModified != null && later.lastModified != null;
        return comparable && total == later.total && differenceTo(later) == null;
    }

    String fingerprint() {
        return (etag == null ? String.valueOf(lastModified) : opaque(etag)) + "/" + total;
    }

    private static String opaque(String etag) {
        String strong = etag.startsWith("W/") ? etag.substring(2) : etag;
        boolean quoted = strong.length() >= 2 && strong.startsWith("\"") && strong.endsWith("\"");
        return quoted ? strong.substring(1, strong.length() - 1) : strong;
    }
}
