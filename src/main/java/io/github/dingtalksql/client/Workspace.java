// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A knowledge base (page {@code get-knowledge-base-list}).
 *
 * @param workspaceId not the id of its storage space
 * @param rootNodeId parent of its uppermost nodes
 * @param creatorId userId
 */
public record Workspace(
        String workspaceId,
        String rootNodeId,
        @Nullable String name,
        @Nullable String type,
        @Nullable String description,
        @Nullable String url,
        @Nullable String corpId,
        @Nullable String teamId,
        @Nullable String creatorId,
        @Nullable String modifierId,
        @Nullable Instant createTime,
        @Nullable Instant modifiedTime) {

    static Workspace of(AnswerFields fields) {
        return new Workspace(
                fields.id("workspaceId"),
                fields.id("rootNodeId"),
                fields.text("name"),
                fields.text("type"),
                fields.text("description"),
                fields.text("url"),
                fields.text("corpId"),
                fields.text("teamId"),
                fields.text("creatorId"),
                fields.text("modifierId"),
                fields.time("createTime"),
                fields.time("modifiedTime"));
    }
}
