// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of a folder and of the folders in it, as files of one space. */
final class RootFiles {
    /** Above the ids of the samples, so that both can be served at once. */
    static final long FIRST_DENTRY_ID = 1001;

    private RootFiles() {}

    /**
     * Ids follow the order of the paths, so the same folder gets the same ids every time. What starts with a dot is
     * left out.
     */
    static List<EmulatedFile> scan(String spaceId, Path root) throws IOException {
        List<EmulatedFile> files = new ArrayList<>();
        for (Path path : paths(root)) {
            String dentryId = Long.toString(FIRST_DENTRY_ID + files.size());
            ObjectBytes bytes = ObjectBytes.of(path);
            FileVersion version =
                    new FileVersion(1, bytes, Files.getLastModifiedTime(path).toInstant());
            String name = name(root, path);
            files.add(new EmulatedFile(spaceId, dentryId, name, "application/octet-stream", List.of(version)));
        }
        return files;
    }

    private static List<Path> paths(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
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
