// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

/**
 * What one call of {@code downloadInfos/query} asks for.
 *
 * @param unionId the operator; {@code unionId} of the query string
 * @param preferIntranet {@code option.preferIntranet}; always sent, because the service's own default is true
 */
public record DownloadInfoRequest(FileRef file, String unionId, boolean preferIntranet) {
    /** Without the operator. */
    @Override
    public String toString() {
        return "DownloadInfoRequest[" + file + "]";
    }
}
