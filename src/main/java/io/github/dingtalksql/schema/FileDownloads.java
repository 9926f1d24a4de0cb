// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.client.FileRef;
import io.github.dingtalksql.config.ConnectionConfig;
import io.github.dingtalksql.download.FileDownload;
import io.github.dingtalksql.plan.KeyValues;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Downloads of whole files with the settings of a connection. */
public final class FileDownloads {
    private FileDownloads() {}

    /**
     * The download of one file; makes no call yet.
     *
     * @param version null is the current one
     * @param execution ends the download when it is aborted
     * @throws io.github.dingtalksql.DingTalkException {@code INVALID_ARGUMENT} for ids that cannot be, or no operator
     */
    public static FileDownload of(
            ConnectionConfig config, String spaceId, String dentryId, @Nullable Long version, Execution execution) {
        Services services = Services.of(config);
        DownloadInfoRequest request = new DownloadInfoRequest(
                new FileRef(spaceId, dentryId, version),
                services.operator(new KeyValues(Map.of()), execution),
                services.preferIntranet());
        return new FileDownload(services.files().open(request, execution), execution);
    }
}
