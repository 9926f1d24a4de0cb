// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.download;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Something about a file of this machine: it may not be written, or cannot be. The message is one sentence for users. */
public final class LocalFileException extends IOException {
    private static final long serialVersionUID = 1L;

    LocalFileException(String message) {
        super(message);
    }

    private LocalFileException(String message, IOException cause) {
        super(message, cause);
    }

    /** @param action what failed, such as {@code write} */
    static LocalFileException of(String action, Path path, IOException cause) {
        if (cause instanceof LocalFileException known) {
            return known;
        }
        String reason = reason(cause);
        if (cause instanceof AccessDeniedException || reason.contains("Permission denied")) {
            return new LocalFileException("No permission to " + action + " " + path, cause);
        }
        if (cause instanceof NoSuchFileException) {
            return new LocalFileException("Cannot " + action + " " + path + ": it does not exist", cause);
        }
        // The texts of strerror(3) for ENOSPC and EDQUOT, and of Windows.
        if (reason.matches("(?is).*(no space left|disk quota|not enough space).*")) {
            return new LocalFileException(
                    "Cannot " + action + " " + path + " because the disk is full: " + reason, cause);
        }
        return new LocalFileException("Cannot " + action + " " + path + ": " + reason, cause);
    }

    private static String reason(IOException cause) {
        String reason = cause instanceof FileSystemException system ? system.getReason() : cause.getMessage();
        return reason == null || reason.isBlank() ? cause.getClass().getSimpleName() : reason;
    }
}
