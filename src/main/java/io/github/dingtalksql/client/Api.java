// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

/**
 * The calls of DingTalk's API that are made, with what each needs. Paths, scopes and limits: DingTalk's documentation of
 * each call.
 */
enum Api {
    TOKEN("oauth2/accessToken", "qyapi_base", "appKey and appSecret", ""),
    DOWNLOAD_INFO(
            "storage/downloadInfos",
            "Storage.DownloadInfo.Read",
            "space_id and dentry_id (numbers; a node's id goes into file_content.node or resolve), version and unionId",
            "the right to download this file (role DOWNLOADER or more)"),
    WORKSPACES("wiki/workspaces", "Wiki.Workspace.Read", "unionId", ""),
    WORKSPACE("wiki/workspaces/{id}", "Wiki.Workspace.Read", "workspace_id and unionId", Api.MEMBER),
    NODES("wiki/nodes", "Wiki.Node.Read", "parent_node_id and unionId", Api.MEMBER),
    NODE("wiki/nodes/{id}", "Wiki.Node.Read", "node and unionId", Api.MEMBER),
    NODE_BY_URL("wiki/nodes/queryByUrl", "Wiki.Node.Read", "the link and unionId", Api.MEMBER),
    DENTRY_ID("doc/queryDentryId", "Document.WorkspaceDocument.Read", "node and unionId", Api.MEMBER),
    VERSIONS("storage/versions", "Storage.File.Read", "space_id, dentry_id and unionId", Api.READER),
    DENTRIES("storage/dentries", "Storage.File.Read", "space_id, parent_id and unionId", Api.READER),
    ALL_DENTRIES("storage/dentries/listAll", "Storage.File.Read", "space_id and unionId", Api.READER),
    DENTRY("storage/dentries/{id}", "Storage.File.Read", "space_id, dentry_id and unionId", Api.READER),
    SPACE("storage/spaces/{id}", "Storage.Space.Read", "space_id and unionId", Api.READER),
    USER("topapi/v2/user/get", "qyapi_get_member", "userId", "");

    private static final String MEMBER = "the role READER or more in this knowledge base or folder";
    private static final String READER = "the role READER or more for this file or folder";
    /** Observed by one team: {@code wiki/nodes} is stable at about 2 calls a second; three at once are refused. */
    private static final int WIKI_CALLS_PER_SECOND = 2;

    private final String shownAs;
    private final String scope;
    private final String inputs;
    private final String role;

    Api(String shownAs, String scope, String inputs, String role) {
        this.shownAs = shownAs;
        this.scope = scope;
        this.inputs = inputs;
        this.role = role;
    }

    /** Its path without version and ids, as {@code dingtalk.calls} shows it. */
    String shownAs() {
        return shownAs;
    }

    /** The permission that the app needs. */
    String scope() {
        return scope;
    }

    /** What may be wrong if the service does not like a parameter. */
    String inputs() {
        return inputs;
    }

    /** What the operator needs. */
    String role() {
        return role;
    }

    /** Whether it counts toward the month's calls: those for tokens and contacts do not. */
    boolean isCounted() {
        return this != TOKEN && this != USER;
    }

    /** Whether it is on the old host and takes the token in its query. */
    boolean isOld() {
        return this == USER;
    }

    int callsPerSecond(int configured) {
        return shownAs.startsWith("wiki/") ? Math.min(WIKI_CALLS_PER_SECOND, configured) : configured;
    }
}
