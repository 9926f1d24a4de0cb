// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A storage space ({@code GET /v1.0/storage/spaces/{spaceId}}).
 *
 * @param quota bytes
 * @param usedQuota bytes
 */
public record Space(
        String spaceId,
        @Nullable String name,
        @Nullable String ownerType,
        @Nullable String ownerId,
        @Nullable String status,
        @Nullable Long quota,
        @Nullable Long usedQuota,
        @Nullable String corpId,
        @Nullable String appId,
        @Nullable String scene,
        @Nullable String sceneId,
        @Nullable String creatorId,
        @Nullable String modifierId,
        @Nullable Instant createTime,
        @Nullable Instant modifiedTime) {

    static Space of(AnswerFields fields) {
        return new Space(
                fields.id("id"),
                fields.text("name"),
                fields.text("ownerType"),
                fields.text("ownerId"),
                fields.text("status"),
                fields.number("quota"),
                fields.number("usedQuota"),
                fields.text("corpId"),
                fields.text("appId"),
                fields.text("scene"),
                fields.text("sceneId"),
                fields.text("creatorId"),
                fields.text("modifierId"),
                fields.time("createTime"),
                fields.time("modifiedTime"));
    }
}
