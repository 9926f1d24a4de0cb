// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern LINK =
            Pattern.compile("https?://[^/?#]+/i/spaces/([A-Za-z0-9_-]{1,128})([/?#].*)?", Pattern.DOTALL);

    /** The id in a link to a knowledge base as the browser shows it; anything else as it is. */
    public static String idOf(String linkOrId) {
        Matcher link = LINK.matcher(linkOrId);
        return link.matches() ? link.group(1) : linkOrId;
    }

    static boolean isLink(String text) {
        return LINK.matcher(text).matches();
    }

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
