// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.client.DownloadInfoRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found out of files, each of one state of a file. Thread-safe.
 *
 * @param <S> what it was found out with: has {@code equals}
 * @param <L> what was found out
 */
final class KeptLayouts<S, L> {
    private static final int MOST_KEPT = 64;

    private record Key<S>(DownloadInfoRequest request, S settings) {}

    private record Kept<L>(String fingerprint, L layout) {}

    private final Map<Key<S>, Kept<L>> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key<S>, Kept<L>> eldest) {
            return size() > MOST_KEPT;
        }
    };

    synchronized @Nullable L find(DownloadInfoRequest request, S settings, String fingerprint) {
        Kept<L> found = kept.get(new Key<>(request, settings));
        return found == null || !found.fingerprint().equals(fingerprint) ? null : found.layout();
    }

    synchronized void keep(DownloadInfoRequest request, S settings, String fingerprint, L layout) {
        kept.put(new Key<>(request, settings), new Kept<>(fingerprint, layout));
    }
}
