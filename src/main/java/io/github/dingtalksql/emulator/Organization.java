// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knowledge bases and the tree of each. The tree does not change; size, version and time of a file are always those of
 * its current version. Safe for use by many threads.
 */
final class Organization {
    private final FileStore store;
    private final Map<String, Workspace> bySpace;
    private final Map<String, Dentry> byUuid;
    private final Map<Key, Dentry> byId;
    private final Map<Key, List<Dentry>> children;

    private Organization(
            FileStore store,
            Map<String, Workspace> bySpace,
            Map<String, Dentry> byUuid,
            Map<Key, Dentry> byId,
            Map<Key, List<Dentry>> children) {
        this.store = store;
        this.bySpace = bySpace;
        this.byUuid = byUuid;
        this.byId = byId;
        this.children = children;
    }

    /** @param dentries in the order in which lists show them; without the root folders */
    static Organization of(FileStore store, Collection<Workspace> workspaces, Collection<Dentry> dentries) {
        Map<String, Workspace> bySpace = new LinkedHashMap<>();
        List<Dentry> all = new ArrayList<>();
        for (Workspace workspace : workspaces) {
            bySpace.put(workspace.spaceId(), workspace);
            all.add(workspace.root());
        }
        all.addAll(dentries);
        Map<String, Dentry> byUuid = new LinkedHashMap<>();
        Map<Key, Dentry> byId = new LinkedHashMap<>();
        Map<Key, List<Dentry>> children = new LinkedHashMap<>();
        for (Dentry dentry : all) {
            if (byId.put(new Key(dentry.spaceId(), dentry.dentryId()), dentry) != null) {
                throw new IllegalArgumentException("two dentries are " + dentry.spaceId() + "/" + dentry.dentryId());
            }
            byUuid.put(dentry.uuid(), dentry);
            children.computeIfAbsent(new Key(dentry.spaceId(), dentry.parentId()), key -> new ArrayList<>())
                    .add(dentry);
        }
        return new Organization(store, bySpace, byUuid, byId, children);
    }

    List<Workspace> workspaces() {
        return List.copyOf(bySpace.values());
    }

    Optional<Workspace> findWorkspace(String workspaceId) {
        return bySpace.values().stream()
                .filter(workspace -> workspace.workspaceId().equals(workspaceId))
                .findFirst();
    }

    Optional<Workspace> findSpace(String spaceId) {
        return Optional.ofNullable(bySpace.get(spaceId));
    }

    Workspace workspaceOf(Dentry dentry) {
        return findSpace(dentry.spaceId()).orElseThrow();
    }

    Optional<Dentry> findNode(String uuid) {
        return Optional.ofNullable(byUuid.get(uuid)).flatMap(this::current);
    }

    Optional<Dentry> find(String spaceId, String dentryId) {
        return Optional.ofNullable(byId.get(new Key(spaceId, dentryId))).flatMap(this::current);
    }

    List<Dentry> children(Dentry folder) {
        return children.getOrDefault(new Key(folder.spaceId(), folder.dentryId()), List.of()).stream()
                .flatMap(dentry -> current(dentry).stream())
                .toList();
    }

    boolean hasChildren(Dentry folder) {
        return children.containsKey(new Key(folder.spaceId(), folder.dentryId()));
    }

    /** All of a space but its root folder. */
    List<Dentry> all(String spaceId) {
        return byId.values().stream()
                .filter(dentry -> dentry.spaceId().equals(spaceId) && !isRoot(dentry))
                .flatMap(dentry -> current(dentry).stream())
                .toList();
    }

    /** Versions of what is no folder, the newest first, the current one among them: the reference names no order. */
    List<Dentry> versions(Dentry dentry) {
        Optional<EmulatedFile> file = store.find(dentry.spaceId(), dentry.dentryId());
        if (file.isEmpty()) {
            return List.of(dentry);
        }
        List<Dentry> versions = new ArrayList<>();
        for (FileVersion version : file.get().versions()) {
            shown(dentry, file.get(), version).ifPresent(shown -> versions.add(0, shown));
        }
        return versions;
    }

    /** From the root folder, with a slash before each name. */
    String path(Dentry dentry) {
        Dentry parent = byId.get(new Key(dentry.spaceId(), dentry.parentId()));
        return parent == null ? "" : path(parent) + "/" + dentry.name();
    }

    static boolean isRoot(Dentry dentry) {
        return dentry.dentryId().equals(Dentry.ROOT);
    }

    private Optional<Dentry> current(Dentry dentry) {
        return store.find(dentry.spaceId(), dentry.dentryId())
                .map(file -> shown(dentry, file, file.current()))
                .orElse(Optional.of(dentry));
    }

    /** Empty if the file has been deleted from the disk. */
    private static Optional<Dentry> shown(Dentry dentry, EmulatedFile file, FileVersion version) {
        try {
            return Optional.of(dentry.of(file, version));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Key(String spaceId, String dentryId) {}
}
