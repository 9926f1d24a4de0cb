// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.DownloadInfo;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.client.StorageApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Download infos without a service. Each has another signature; counts how many were made. */
final class FakeStorageApi implements StorageApi {
    final List<DownloadInfo> made = new ArrayList<>();
    volatile List<String> urls;
    volatile Integer expirationSeconds = 900;
    /** Headers beyond the signature, of infos made from now on. */
    volatile Map<String, String> more = Map.of();

    FakeStorageApi(String... urls) {
        this.urls = List.of(urls);
    }

    @Override
    public synchronized DownloadInfo downloadInfo(DownloadInfoRequest request, Execution execution) {
        return made.isEmpty() ? make(request) : made.get(made.size() - 1);
    }

    @Override
    public synchronized DownloadInfo renewedDownloadInfo(DownloadInfo refused, Execution execution) {
        DownloadInfo last = made.get(made.size() - 1);
        return last == refused ? make(refused.request()) : last;
    }

    synchronized int count() {
        return made.size();
    }

    private DownloadInfo make(DownloadInfoRequest request) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Authorization", "OSS LTAI:sig" + (made.size() + 1));
        headers.put("x-oss-date", "20260528T093716Z");
        DownloadInfo info = new DownloadInfo(
                request,
                "HEADER_SIGNATURE",
                urls,
                headers,
                expirationSeconds,
                Instant.now(),
                "SHANGHAI",
                List.of(),
                System.nanoTime());
        made.add(info);
        return info;
    }
}
