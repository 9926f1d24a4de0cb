// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static java.util.Comparator.comparing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Spaces, their files, and the objects that hold the versions. Safe for use by many threads. */
final class FileStore {
    private final Set<String> spaces = ConcurrentHashMap.newKeySet();
    private final Map<Key, EmulatedFile> files = new ConcurrentHashMap<>();
    private final Map<Key, FailingDentry> failing = new ConcurrentHashMap<>();
    private final Map<String, ObjectKey> objects = new ConcurrentHashMap<>();

    void addSpace(String spaceId) {
        spaces.add(spaceId);
    }

    void add(EmulatedFile file) {
        spaces.add(file.spaceId());
        if (files.putIfAbsent(new Key(file.spaceId(), file.dentryId()), file) != null) {
            throw new IllegalArgumentException("two files are " + file.spaceId() + "/" + file.dentryId());
        }
        for (FileVersion version : file.versions()) {
            addObject(file, version);
        }
    }

    void addFailing(Collection<FailingDentry> dentries) {
        for (FailingDentry dentry : dentries) {
            spaces.add(dentry.spaceId());
            failing.put(new Key(dentry.spaceId(), dentry.dentryId()), dentry);
        }
    }

    void replace(String spaceId, String dentryId, ObjectBytes bytes, Instant now) {
        change(spaceId, dentryId, file -> file.withReplacedBytes(bytes, now));
    }

    void addVersion(String spaceId, String dentryId, ObjectBytes bytes, Instant now) {
        EmulatedFile file = change(spaceId, dentryId, old -> old.withNewVersion(bytes, now));
        addObject(file, file.current());
    }

    /** By space, then by id as a number. */
    List<EmulatedFile> files() {
        return files.values().stream()
                .sorted(comparing(EmulatedFile::spaceId)
                        .thenComparing(file -> file.dentryId().length())
                        .thenComparing(EmulatedFile::dentryId))
                .toList();
    }

    boolean hasSpace(String spaceId) {
        return spaces.contains(spaceId);
    }

    Optional<EmulatedFile> find(String spaceId, String dentryId) {
        return Optional.ofNullable(files.get(new Key(spaceId, dentryId)));
    }

    Optional<FailingDentry> findFailing(String spaceId, String dentryId) {
        return Optional.ofNullable(failing.get(new Key(spaceId, dentryId)));
    }

    /** What the object store holds under a key. */
    Optional<StoredObject> findObject(String key) {
        ObjectKey object = objects.get(key);
        if (object == null) {
            return Optional.empty();
        }
        return find(object.spaceId(), object.dentryId())
                .flatMap(file -> file.findVersion(object.version()).map(version -> new StoredObject(file, version)));
    }

    /** Opaque, without name and extension, as in reality; the same in every run. */
    static String objectKey(String spaceId, String dentryId, long version) {
        byte[] id = (spaceId + "/" + dentryId + "@" + version).getBytes(StandardCharsets.UTF_8);
        return "iAEIAqRmaWxl" + Base64.getUrlEncoder().withoutPadding().encodeToString(Digests.sha256(id)) + ".file";
    }

    private void addObject(EmulatedFile file, FileVersion version) {
        objects.put(
                objectKey(file.spaceId(), file.dentryId(), version.number()),
                new ObjectKey(file.spaceId(), file.dentryId(), version.number()));
    }

    private EmulatedFile change(String spaceId, String dentryId, UnaryOperator<EmulatedFile> edit) {
        EmulatedFile changed = files.computeIfPresent(new Key(spaceId, dentryId), (key, file) -> edit.apply(file));
        if (changed == null) {
            throw new IllegalArgumentException("no file " + spaceId + "/" + dentryId);
        }
        return changed;
    }

    /** A file with the version that one object holds. */
    record StoredObject(EmulatedFile file, FileVersion version) {}

    private record Key(String spaceId, String dentryId) {}

    private record ObjectKey(String spaceId, String dentryId, long version) {}
}
