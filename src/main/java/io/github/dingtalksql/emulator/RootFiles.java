// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder and the folders in it, as the tree of one space.
 *
 * @param dentries folders and files in the order of their paths
 */
record RootFiles(List<EmulatedFile> files, List<Dentry> dentries) {
    /** Above the ids of the samples, so that both can be served at once. */
    static final long FIRST_DENTRY_ID = 1001;

    /** Above the ids of all files. */
    private static final long FIRST_FOLDER_ID = 1_000_000_001;

    RootFiles {
        files = List.copyOf(files);
        dentries = List.copyOf(dentries);
    }

    /**
     * Ids follow the order of the paths, so the same folder gets the same ids every time; a node's id depends on its own
     * path only. What starts with a dot is left out.
     */
    static RootFiles scan(String spaceId, Path root) throws IOException {
        List<EmulatedFile> files = new ArrayList<>();
        List<Dentry> dentries = new ArrayList<>();
        Map<Path, String> folders = new HashMap<>();
        folders.put(root, Dentry.ROOT);
        for (Path path : paths(root)) {
            Instant time = Files.getLastModifiedTime(path).toInstant();
            String parentId = folders.getOrDefault(path.getParent(), Dentry.ROOT);
            String name = path.getFileName().toString();
            Dentry dentry;
            if (Files.isDirectory(path)) {
                String id = Long.toString(FIRST_FOLDER_ID + folders.size() - 1);
                folders.put(path, id);
                dentry = Dentry.folder(spaceId, id, parentId, name, time);
            } else {
                String id = Long.toString(FIRST_DENTRY_ID + files.size());
                FileVersion version = new FileVersion(1, ObjectBytes.of(path), time);
                files.add(
                        new EmulatedFile(spaceId, id, name(root, path), "application/octet-stream", List.of(version)));
                dentry = Dentry.file(spaceId, id, parentId, name, time);
            }
            dentries.add(dentry.withUuid(Dentry.uuid(spaceId + "/" + name(root, path))));
        }
        return new RootFiles(files, dentries);
    }

    private static List<Path> paths(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> !path.equals(root))
                    .filter(path -> Files.isDirectory(path) || Files.isRegularFile(path))
                    .filter(path -> isVisible(root, path))
                    .sorted(comparing(path -> name(root, path)))
                    .toList();
        }
    }

    private static boolean isVisible(Path root, Path path) {
        for (Path part : root.relativize(path)) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    private static String name(Path root, Path path) {
        return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
    }
}
