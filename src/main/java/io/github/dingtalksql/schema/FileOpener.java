// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.remote.RemoteFile;
import org.jspecify.annotations.Nullable;

/** Turns what a query names into a remote file; does no I/O. */
@FunctionalInterface
interface FileOpener {
    /** @param etag what the file must have, else reading it fails; null for any */
    RemoteFile open(DownloadInfoRequest request, @Nullable String etag, Execution execution);

    default RemoteFile open(DownloadInfoRequest request, Execution execution) {
        return open(request, null, execution);
    }
}
