// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.DownloadInfo;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.client.StorageApi;
import java.util.HashSet;
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
    /** Places of the URLs of the current info that are not worth another attempt. */
    private final Set<Integer> dead = new HashSet<>();

    private volatile @Nullable DownloadInfo current;
    private int preferred;

    DownloadLink(StorageApi api, DownloadInfoRequest request, LongSupplier nanoTime) {
        this.api = api;
        this.request = request;
        this.nanoTime = nanoTime;
    }

    /** The preferred URL of those that are not dead; of no URL else, a dead one. */
    Target target(Execution execution) {
        DownloadInfo info = valid(execution);
        return new Target(info, choice(info));
    }

    /** Place of the first URL from the preferred one on that is not dead. */
    private synchronized int choice(DownloadInfo info) {
        int count = info.resourceUrls().size();
        for (int step = 0; step < count; step++) {
            int index = (preferred + step) % count;
            if (info != current || !dead.contains(index)) {
                return index;
            }
        }
        return preferred % count;
    }

    /** Never uses a URL again as long as its download info is in use; answers whether there is another one. */
    synchronized boolean abandon(Target abandoned) {
        leave(abandoned);
        if (abandoned.info() != current) {
            return true;
        }
        dead.add(abandoned.index());
        return dead.size() < abandoned.urlCount();
    }

    /** Prefers the URL after {@code left} from now on, unless somebody else has moved on already. */
    synchronized void leave(Target left) {
        if (choice(left.info()) == left.index()) {
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

    private synchronized DownloadInfo replace(DownloadInfo info) {
        if (info != current) {
            dead.clear();
        }
        current = info;
        return info;
    }
}
