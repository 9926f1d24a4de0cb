// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file that can be downloaded.
 *
 * @param contentType what the object store answers with
 * @param versions the oldest first; the last one is current
 */
public record EmulatedFile(
        String spaceId, String dentryId, String name, String contentType, List<FileVersion> versions) {
    private static final Instant LONG_AGO = Instant.parse("2026-01-05T01:30:00Z");

    public EmulatedFile {
        versions = List.copyOf(versions);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("a file has at least one version");
        }
        for (int i = 1; i < versions.size(); i++) {
            if (versions.get(i - 1).number() >= versions.get(i).number()) {
                throw new IllegalArgumentException("versions are not in ascending order");
            }
        }
    }

    /** A file of one version, stored as DingTalk's clients store it: without a content type of its own. */
    public static EmulatedFile of(String spaceId, String dentryId, String name, ObjectBytes bytes) {
        FileVersion version = new FileVersion(1, bytes, LONG_AGO);
        return new EmulatedFile(spaceId, dentryId, name, "application/octet-stream", List.of(version));
    }

    /** The same file with another content type. */
    public EmulatedFile withContentType(String type) {
        return new EmulatedFile(spaceId, dentryId, name, type, versions);
    }

    /** The same file with one more version, which is the current one now. */
    public EmulatedFile withNewVersion(ObjectBytes bytes, Instant modifiedAt) {
        List<FileVersion> more = new ArrayList<>(versions);
        more.add(new FileVersion(version() + 1, bytes, modifiedAt));
        return new EmulatedFile(spaceId, dentryId, name, contentType, more);
    }

    /** The same file with other bytes in its current version. */
    public EmulatedFile withReplacedBytes(ObjectBytes bytes, Instant modifiedAt) {
        List<FileVersion> same = new ArrayList<>(versions);
        same.set(same.size() - 1, new FileVersion(version(), bytes, modifiedAt));
        return new EmulatedFile(spaceId, dentryId, name, contentType, same);
    }

    /** The current version. */
    public FileVersion current() {
        return versions.get(versions.size() - 1);
    }

    /** The number of the current version. */
    public long version() {
        return current().number();
    }

    /** One of the versions. */
    public Optional<FileVersion> findVersion(long number) {
        return versions.stream().filter(v -> v.number() == number).findFirst();
    }
}
