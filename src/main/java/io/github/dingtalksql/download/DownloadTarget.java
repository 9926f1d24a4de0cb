// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Where a download shall end up. The folder is resolved once, so that links that change later lead nowhere else.
 *
 * @param file the target itself, in a folder without links
 * @param force whether it may replace a file
 */
record DownloadTarget(Path file, boolean force) {

    /** @throws LocalFileException if nothing could, or should, be written there */
    static DownloadTarget of(Path path, boolean force) throws LocalFileException {
        Path absolute = path.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new LocalFileException(path + " is a folder; name the file to write");
        }
        try {
            folder = folder.toRealPath();
        } catch (IOException e) {
            throw LocalFileException.of("write into the folder", folder, e);
        }
        if (!Files.isDirectory(folder)) {
            throw new LocalFileException(folder + " is not a folder");
        }
        DownloadTarget target = new DownloadTarget(folder.resolve(absolute.getFileName()), force);
        target.check();
        return target;
    }

    private void check() throws LocalFileException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new LocalFileException(file + " is a folder; name the file to write");
        }
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new LocalFileException(file + " is a link or a device; name the file itself");
        }
        if (!force) {
            throw exists();
        }
    }

    private LocalFileException exists() {
        return new LocalFileException(file + " exists already; use --force to replace it");
    }

    Path sibling(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** Gives the complete {@code part} its name, in one step, and makes that last. */
    void take(Path part, ChannelOpener opener) throws LocalFileException {
        try {
            if (force) {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } else {
                link(part);
            }
            syncFolder(opener);
        } catch (FileAlreadyExistsException e) {
            throw exists();
        } catch (IOException e) {
            throw LocalFileException.of("write", file, e);
        }
    }

    /** A rename would replace a file that somebody has made in the meantime; a link does not. */
    private void link(Path part) throws IOException {
        try {
            Files.createLink(file, part);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // No links on this file system.
            Files.move(part, file);
            return;
        }
        Files.delete(part);
    }

    private void syncFolder(ChannelOpener opener) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            // Windows does not open folders, and needs no such thing.
            return;
        }
        try (FileChannel folder =
                opener.open(Objects.requireNonNull(file.getParent(), "folder"), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
