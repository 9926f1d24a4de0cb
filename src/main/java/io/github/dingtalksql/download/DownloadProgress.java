// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.download;

import java.nio.file.Path;

/** Hears how a download goes on, on the thread that runs it. Must not throw. */
public interface DownloadProgress {
    /** Bytes of an earlier run were found, and are about to be checked. */
    void found(Path part, long bytes);

    /** What was found is of no use; the download begins at its first byte. */
    void startedOver(String reason);

    /**
     * The store has answered.
     *
     * @param position how many bytes are there already
     * @param total bytes of the whole file; -1 if the store does not tell
     */
    void begun(long position, long total);

    /** So many bytes are there. Called for every few kilobytes. */
    void at(long position);

    /** The download failed; the next run goes on from here. */
    void kept(Path part, long bytes);
}
