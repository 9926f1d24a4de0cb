// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

/** What a request is for; instructions and the journal are told apart by it. */
public enum CallKind {
    /** {@code POST /v1.0/oauth2/accessToken}. */
    TOKEN,
    /** {@code POST /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/downloadInfos/query}. */
    DOWNLOAD_INFO,
    /** A request for the bytes of a file, sent to a resource URL. */
    OBJECT,
    /** Anything that the emulator has no endpoint for. */
    UNKNOWN
}
