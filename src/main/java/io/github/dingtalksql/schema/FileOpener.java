// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.remote.RemoteFile;

/** Turns what a query names into a remote file; does no I/O. */
@FunctionalInterface
interface FileOpener {
    RemoteFile open(DownloadInfoRequest request, Execution execution);
}
