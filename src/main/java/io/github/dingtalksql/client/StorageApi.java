// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.Execution;

/**
 * The calls of DingTalk's storage API that this project makes. Thread-safe.
 *
 * <p>All methods throw {@link io.github.dingtalksql.DingTalkException} with the service's code, and end at once when
 * the execution is aborted.
 */
public interface StorageApi {
    /**
     * How to fetch a file. Answers from the cache while the last answer for the same request is valid: calls are a
     * monthly quota of the whole organisation.
     */
    DownloadInfo downloadInfo(DownloadInfoRequest request, Execution execution);

    /**
     * A newer answer than {@code refused}, which the object store did not accept. If somebody else has asked since,
     * that answer is returned without another call.
     */
    DownloadInfo renewedDownloadInfo(DownloadInfo refused, Execution execution);
}
