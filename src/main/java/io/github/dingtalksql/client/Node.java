// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file, folder or online document of a knowledge base (page {@code get-node-list}).
 *
 * @param nodeId the dentryUuid
 * @param size bytes; not always those of the stored file
 * @param creatorId userId
 */
public record Node(
        String nodeId,
        @Nullable String workspaceId,
        @Nullable String name,
        @Nullable String type,
        @Nullable String category,
        @Nullable String extension,
        @Nullable Long size,
        @Nullable String url,
        @Nullable Boolean hasChildren,
        @Nullable String creatorId,
        @Nullable String modifierId,
        @Nullable Instant createTime,
        @Nullable Instant modifiedTime) {

    static Node of(AnswerFields fields) {
        return new Node(
                fields.id("nodeId"),
                fields.text("workspaceId"),
                fields.text("name"),
                fields.text("type"),
                fields.text("category"),
                fields.text("extension"),
                fields.number("size"),
                fields.text("url"),
                fields.flag("hasChildren"),
                fields.text("creatorId"),
                fields.text("modifierId"),
                fields.time("createTimestamp", "createTime"),
                fields.time("modifiedTimestamp", "modifiedTime"));
    }

    public boolean isFolder() {
        return "FOLDER".equals(type);
    }

    /** Whether it stands for a folder elsewhere; its children cannot be listed through it. */
    public boolean isShortcut() {
        String end = extension == null ? String.valueOf(name) : "." + extension;
        return isFolder() && end.toLowerCase(Locale.ROOT).endsWith(".dlink");
    }

    /** Whether it is a document that is edited in the browser and has no bytes to download. */
    public boolean isOnlineDocument() {
        return "ALIDOC".equals(category);
    }

    /** Whether a listing of its children can give any; documents may have children too. */
    public boolean mayHaveChildren() {
        return !isShortcut() && (hasChildren == null ? isFolder() : hasChildren);
    }
}
