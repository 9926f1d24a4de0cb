// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.Backoff;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.client.JvmShared;
import io.github.dingtalksql.client.StorageApi;
import io.github.dingtalksql.client.Transfers;
import io.github.dingtalksql.remote.RangeTransfer.FileReading;
import java.util.function.LongSupplier;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/** Opens remote files. Thread-safe; nothing to close. */
public final class RemoteFiles {
    private final StorageApi api;
    private final ReadSettings settings;
    private final Call.Factory client;
    private final Transfers transfers;
    private final Backoff backoff;
    private final LongSupplier nanoTime;

    RemoteFiles(
            StorageApi api,
            ReadSettings settings,
            Call.Factory client,
            Transfers transfers,
            Backoff backoff,
            LongSupplier nanoTime) {
        this.api = api;
        this.settings = settings;
        this.client = client;
        this.transfers = transfers;
        this.backoff = backoff;
        this.nanoTime = nanoTime;
    }

    /** Over the connections, threads and memory that the whole JVM shares. */
    public static RemoteFiles create(StorageApi api, ReadSettings settings) {
        JvmShared shared = JvmShared.instance();
        Call.Factory client =
                shared.httpCalls(settings.connectTimeout(), settings.readTimeout(), settings.allowPrivateNetworks());
        return new RemoteFiles(api, settings, client, shared.transfers(), shared.backoff(), System::nanoTime);
    }

    /**
     * The file that {@code request} names, for one scan. Does no I/O: the API is asked at the first read.
     *
     * @param execution ends every stream of the file when it is aborted
     */
    public RemoteFile open(DownloadInfoRequest request, Execution execution) {
        return open(request, null, execution);
    }

    /**
     * As {@link #open(DownloadInfoRequest, Execution)}, if the file has the given ETag; reading another representation
     * fails with {@link io.github.dingtalksql.ErrorCode#FILE_CHANGED}.
     *
     * @param etag as the store sends it, or without the quotes around it; null for any
     */
    public RemoteFile open(DownloadInfoRequest request, @Nullable String etag, Execution execution) {
        Pin pin = new Pin(etag);
        RangeReader reader = new HttpRangeReader(client, pin, settings.allowPrivateNetworks(), nanoTime);
        FileReading reading = new FileReading(
                request.file().toString(),
                new DownloadLink(api, request, nanoTime),
                reader,
                pin,
                settings.maxRetries(),
                backoff,
                nanoTime);
        return new HttpRemoteFile(reading, settings, transfers, execution);
    }
}
