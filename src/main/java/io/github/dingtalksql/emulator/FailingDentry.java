// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

/** A dentry for which {@code downloadInfos/query} always answers with an error. */
record FailingDentry(String spaceId, String dentryId, int status, String code, String message) {
    ApiRefusal refusal() {
        return new ApiRefusal(status, code, message);
    }
}
