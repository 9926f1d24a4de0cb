// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.download;

import io.github.dingtalksql.remote.Representation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lies beside an unfinished download and tells what it is of.
 *
 * @param file {@code 854/798@2}
 * @param length bytes of the whole file; -1 if unknown
 * @param etag the strong ETag; null if there was none
 * @param crc64 of the whole file, in decimal; null if the store gave none
 * @param synced how many bytes surely are on the disk, even after a power failure
 */
record PartNote(
        String file,
        long length,
        @Nullable String etag,
        @Nullable String crc64,
        long synced) {
    private static final String TITLE = "dingtalk-sql download 1";
    private static final List<String> KEYS = List.of("file", "length", "etag", "crc64", "synced");

    static PartNote of(String file, Representation facts) {
        return new PartNote(file, facts.total(), facts.strongEtag(), facts.crc64(), 0);
    }

    PartNote withSynced(long bytes) {
        return new PartNote(file, length, etag, crc64, bytes);
    }

    /** Whether both are of the same bytes, by more than their length. */
    boolean isOfSameBytesAs(PartNote other) {
        return length >= 0
                && etag != null
                && length == other.length
                && etag.equals(other.etag)
                && Objects.equals(crc64, other.crc64);
    }

    /** How many of {@code size} bytes on the disk count. With a CRC-64 all do, because it is checked at the end. */
    long trusted(long size) {
        return crc64 == null ? Math.min(size, synced) : size;
    }

    /**
     * Where to go on after {@code count} bytes that count; 0 to begin anew. The last byte is read again: so there is
     * always one left to ask for, and the answer tells the length of the file.
     */
    long resumeFrom(long count) {
        return length < 0 || etag == null ? 0 : Math.max(0, Math.min(count, length) - 1);
    }

    /** Of the same number of bytes whatever {@code synced} is, so that it is overwritten in place. */
    String text() {
        return String.join(
                        "\n",
                        TITLE,
                        "file=" + file,
                        "length=" + length,
                        "etag=" + text(etag),
                        "crc64=" + text(crc64),
                        "synced=" + String.format(Locale.ROOT, "%019d", synced))
                + "\n";
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** Empty if it is not a text of ours. */
    static Optional<PartNote> parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() != KEYS.size() + 1 || !lines.get(0).equals(TITLE)) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < KEYS.size(); i++) {
            String start = KEYS.get(i) + "=";
            String line = lines.get(i + 1);
            if (!line.startsWith(start)) {
                return Optional.empty();
            }
            values.put(KEYS.get(i), line.substring(start.length()));
        }
        String length = String.valueOf(values.get("length"));
        String synced = String.valueOf(values.get("synced"));
        if (!length.matches("-1|\\d{1,18}") || !synced.matches("\\d{19}")) {
            return Optional.empty();
        }
        return Optional.of(new PartNote(
                String.valueOf(values.get("file")),
                Long.parseLong(length),
                given(values.get("etag")),
                given(values.get("crc64")),
                Long.parseLong(synced.substring(1))));
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }
}
