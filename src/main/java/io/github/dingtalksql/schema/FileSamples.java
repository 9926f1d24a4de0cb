// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.remote.ByteStream;
import io.github.dingtalksql.remote.RemoteFile;
import io.github.dingtalksql.remote.Representation;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The first bytes of files, read once: of a version they never change; of a current file one byte is read to see whether
 * it is still the same. Thread-safe.
 */
final class FileSamples {
    private static final int MOST_KEPT = 64;
    private static final int LARGEST_KEPT_BYTES = 1 << 20;

    /** What has been asked for. */
    private record Key(DownloadInfoRequest request, int bytes) {}

    private final FileOpener files;
    private final Map<Key, FileSample> kept = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, FileSample> eldest) {
            return size() > MOST_KEPT;
        }
    });

    FileSamples(FileOpener files) {
        this.files = files;
    }

    /**
     * The first {@code bytes} of a file, or all if it has less. At most one request for them and one call for the link.
     *
     * @param execution ends the reading when it is aborted
     */
    FileSample sample(DownloadInfoRequest request, int bytes, Execution execution) {
        Key key = new Key(request, bytes);
        FileSample known = kept.get(key);
        boolean isFixed = request.file().version() != null;
        if (known != null && (isFixed || isCurrent(known, execution))) {
            return isFixed ? known : known.seenBy(execution);
        }
        FileSample taken = take(request, bytes, execution);
        if (bytes <= LARGEST_KEPT_BYTES) {
            kept.put(key, taken);
        }
        return taken;
    }

    private FileSample take(DownloadInfoRequest request, int bytes, Execution execution) {
        RemoteFile file = files.open(request, execution);
        byte[] buffer = new byte[bytes];
        int length = read(file, buffer);
        Optional<Representation> answered = file.representation();
        long told = answered.map(Representation::total).orElse(-1L);
        String crc64 = answered.map(Representation::crc64).orElse(null);
        long total = length < bytes ? length : told >= 0 ? told : FileSample.UNKNOWN;
        return new FileSample(request, Arrays.copyOf(buffer, length), total, file.fingerprint(), crc64, execution);
    }

    private boolean isCurrent(FileSample known, Execution execution) {
        RemoteFile file = files.open(known.request(), execution);
        int length = read(file, new byte[1]);
        return length > 0 && file.fingerprint().equals(known.fingerprint());
    }

    private static int read(RemoteFile file, byte[] buffer) {
        int length = 0;
        try (ByteStream stream = file.open(0, buffer.length)) {
            while (length < buffer.length) {
                int read = stream.read(buffer, length, buffer.length - length);
                if (read < 0) {
                    break;
                }
                length += read;
            }
        }
        return length;
    }
}
