// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.DownloadInfo;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.client.StorageApi;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of one file are at present: the download info in use, and which of its URLs. Thread-safe; asks the
 * API when it has to, holding no lock.
 */
final class DownloadLink {
    /** One URL of one download info; its headers belong to it and to no other. */
    record Target(DownloadInfo info, int index) {
        String url() {
            return info.resourceUrls().get(index);
        }

        int urlCount() {
            return info.resourceUrls().size();
        }

        @Override
        public String toString() {
            return "Target[" + info + ", url " + (index + 1) + "]";
        }
    }

    private final StorageApi api;
    private final DownloadInfoRequest request;
    private final LongSupplier nanoTime;
    private volatile @Nullable DownloadInfo current;
    private volatile int preferred;

    DownloadLink(StorageApi api, DownloadInfoRequest request, LongSupplier nanoTime) {
        this.api = api;
        this.request = request;
        this.nanoTime = nanoTime;
    }

    /** @param avoided places of URLs not to use; not all of them */
    Target target(Set<Integer> avoided, Execution execution) {
        DownloadInfo info = valid(execution);
        int count = info.resourceUrls().size();
        int first = preferred % count;
        for (int step = 0; step < count; step++) {
            int index = (first + step) % count;
            if (!avoided.contains(index)) {
                return new Target(info, index);
            }
        }
        return new Target(info, first);
    }

    /** Prefers the URL after {@code left} from now on, unless somebody else has moved on already. */
    void leave(Target left) {
        if (preferred % left.urlCount() == left.index()) {
            preferred = (left.index() + 1) % left.urlCount();
        }
    }

    /** Replaces the download info of {@code refused}, unless somebody else has done it already. */
    void renew(Target refused, Execution execution) {
        if (current == refused.info()) {
            replace(api.renewedDownloadInfo(refused.info(), execution));
        }
    }

    private DownloadInfo valid(Execution execution) {
        DownloadInfo info = current;
        if (info == null) {
            return replace(api.downloadInfo(request, execution));
        }
        Integer lifetime = info.expirationSeconds();
        boolean expired = lifetime != null && lifetime > 0 && !info.isValid(nanoTime.getAsLong());
        return expired ? replace(api.renewedDownloadInfo(info, execution)) : info;
    }

    private DownloadInfo replace(DownloadInfo info) {
        current = info;
        return info;
    }
}
