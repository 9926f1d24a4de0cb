// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.download;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it was told, positions left out but the last. */
final class RecordingProgress implements DownloadProgress {
    final List<String> told = new ArrayList<>();
    long last = -1;

    @Override
    public void found(Path part, long bytes) {
        told.add("found " + bytes);
    }

    @Override
    public void startedOver(String reason) {
        told.add("over: " + reason);
    }

    @Override
    public void begun(long position, long total) {
        told.add("begun " + position + "/" + total);
    }

    @Override
    public void at(long position) {
        if (position < last && !told.toString().contains("over")) {
            throw new AssertionError("went back from " + last + " to " + position);
        }
        last = position;
    }

    @Override
    public void kept(Path part, long bytes) {
        told.add("kept " + bytes);
    }
}
