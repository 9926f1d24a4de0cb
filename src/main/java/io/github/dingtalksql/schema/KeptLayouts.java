// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.content.typed.XlsxLayout;
import io.github.dingtalksql.content.typed.XlsxSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was found out of workbooks, each of one state of a file. Thread-safe. */
final class KeptLayouts {
    private static final int MOST_KEPT = 64;

    private record Key(DownloadInfoRequest request, XlsxSettings settings) {}

    private record Kept(String fingerprint, XlsxLayout layout) {}

    private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > MOST_KEPT;
        }
    };

    synchronized @Nullable XlsxLayout find(DownloadInfoRequest request, XlsxSettings settings, String fingerprint) {
        Kept found = kept.get(new Key(request, settings));
        return found == null || !found.fingerprint().equals(fingerprint) ? null : found.layout();
    }

    synchronized void keep(DownloadInfoRequest request, XlsxSettings settings, String fingerprint, XlsxLayout layout) {
        kept.put(new Key(request, settings), new Kept(fingerprint, layout));
    }
}
