// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder of a storage space, or one version of a file (pages {@code obtains-a-list-of-file-versions} and of
 * the listings).
 *
 * @param size bytes; null for folders
 * @param creatorId unionId, unlike a node's
 */
public record Dentry(
        String dentryId,
        @Nullable String parentId,
        @Nullable String name,
        @Nullable String type,
        @Nullable String category,
        @Nullable String extension,
        @Nullable Long size,
        @Nullable Long version,
        @Nullable String path,
        @Nullable String status,
        @Nullable String uuid,
        @Nullable String partitionType,
        @Nullable String storageDriver,
        @Nullable String creatorId,
        @Nullable String modifierId,
        @Nullable Instant createTime,
        @Nullable Instant modifiedTime) {
    /** Extensions of online documents; category and storage driver are often left out. */
    private static final Set<String> ONLINE = Set.of("adoc", "axls", "amind", "adraw", "able");

    public boolean isFolder() {
        return "FOLDER".equals(type);
    }

    /** Whether it is edited in the browser and has no bytes to download. */
    public boolean isOnlineDocument() {
        return "ALIDOC".equals(storageDriver)
                || "ALI_DOC".equals(category)
                || ONLINE.contains(String.valueOf(extension).toLowerCase(Locale.ROOT));
    }

    static Dentry of(AnswerFields fields) {
        return new Dentry(
                fields.id("id"),
                fields.text("parentId"),
                fields.text("name"),
                fields.text("type"),
                fields.text("category"),
                fields.text("extension"),
                fields.number("size"),
                fields.number("version"),
                fields.text("path"),
                fields.text("status"),
                fields.text("uuid"),
                fields.text("partitionType"),
                fields.text("storageDriver"),
                fields.text("creatorId"),
                fields.text("modifierId"),
                fields.time("createTime"),
                fields.time("modifiedTime"));
    }
}
