// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names one file, or one version of it, everywhere in this project.
 *
 * @param spaceId id of the storage space; decimal digits in every documented example
 * @param dentryId id of the file in that space
 * @param version file version; null is the current one
 */
public record FileRef(
        String spaceId, String dentryId, @Nullable Long version) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    /** @throws DingTalkException {@link ErrorCode#INVALID_ARGUMENT} if an id could not be one path segment */
    public FileRef {
        requireId("space_id", spaceId);
        requireId("dentry_id", dentryId);
        if (version != null && version < 0) {
            throw new DingTalkException(ErrorCode.INVALID_ARGUMENT, "version must not be negative, but is " + version);
        }
    }

    /** {@code 854/798} or {@code 854/798@2}. */
    @Override
    public String toString() {
        return spaceId + "/" + dentryId + (version == null ? "" : "@" + version);
    }

    private static void requireId(String name, String value) {
        if (!ID.matcher(value).matches()) {
            if (DirectoryApi.isLink(value)) {
                throw new DingTalkException(
                        ErrorCode.INVALID_ARGUMENT,
                        name
                                + " is an id, not a link. A link goes into file_content.node, or into resolve('https://…'),"
                                + " which tells the ids.");
            }
            throw new DingTalkException(
                    ErrorCode.INVALID_ARGUMENT,
                    name + " must be 1 to 128 letters, digits, '_' or '-', but has " + value.length()
                            + " characters and does not fit. Copy the id from the API or from file listings.");
        }
    }
}
