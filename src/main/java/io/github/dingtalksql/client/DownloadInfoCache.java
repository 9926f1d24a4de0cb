// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The last answer for each request of each caller, while it is valid. Thread-safe.
 *
 * <p>Validity is counted on the monotonic clock from when the request was sent, less a margin: neither a wrong local
 * clock nor its correction can prolong or shorten it.
 */
final class DownloadInfoCache {
    /** Requests of different callers never share an answer. */
    record Key(ApiSettings.Caller caller, DownloadInfoRequest request) {}

    private static final int MOST = 4096;

    private final LongSupplier nanoTime;
    private final Map<Key, DownloadInfo> infos = new LinkedHashMap<>(16, 0.75f, true);

    DownloadInfoCache(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The answer for {@code key} if it is valid and is not {@code refused}. */
    synchronized @Nullable DownloadInfo find(Key key, @Nullable DownloadInfo refused) {
        DownloadInfo info = infos.get(key);
        if (info == null) {
            return null;
        }
        if (info == refused || !info.isValid(nanoTime.getAsLong())) {
            infos.remove(key);
            return null;
        }
        return info;
    }

    synchronized void put(Key key, DownloadInfo info) {
        if (!info.isValid(nanoTime.getAsLong())) {
            return;
        }
        infos.put(key, info);
        if (infos.size() > MOST) {
            infos.remove(infos.keySet().iterator().next());
        }
    }
}
