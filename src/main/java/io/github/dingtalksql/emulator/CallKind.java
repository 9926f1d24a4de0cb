// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

/** What a request is for; instructions, limits and the journal are told apart by it. */
public enum CallKind {
    /** {@code POST /v1.0/oauth2/accessToken}. */
    TOKEN(""),
    /** {@code POST /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/downloadInfos/query}. */
    DOWNLOAD_INFO("Storage.DownloadInfo.Read"),
    /** {@code GET /v2.0/wiki/workspaces}. */
    WORKSPACES("Wiki.Workspace.Read"),
    /** {@code GET /v2.0/wiki/workspaces/{workspaceId}}. */
    WORKSPACE("Wiki.Workspace.Read"),
    /** {@code POST /v2.0/wiki/workspaces/batchQuery}. */
    WORKSPACE_BATCH("Wiki.Workspace.Read"),
    /** {@code GET /v2.0/wiki/mineWorkspaces}. */
    MINE_WORKSPACE("Wiki.Workspace.Read"),
    /** {@code GET /v2.0/wiki/nodes}. */
    NODES("Wiki.Node.Read"),
    /** {@code GET /v2.0/wiki/nodes/{nodeId}}. */
    NODE("Wiki.Node.Read"),
    /** {@code POST /v2.0/wiki/nodes/batchQuery}. */
    NODE_BATCH("Wiki.Node.Read"),
    /** {@code POST /v2.0/wiki/nodes/queryByUrl}. */
    NODE_BY_URL("Wiki.Node.Read"),
    /** {@code GET /v2.0/doc/dentries/{dentryUuid}/queryDentryId}. */
    DENTRY_ID("Document.WorkspaceDocument.Read"),
    /** {@code GET /v2.0/doc/dentries/{dentryId}/queryDentryUuid}. */
    DENTRY_UUID("Document.WorkspaceDocument.Read"),
    /** {@code GET /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/versions}. */
    VERSIONS("Storage.File.Read"),
    /** {@code GET /v1.0/storage/spaces/{spaceId}/dentries}. */
    DENTRIES("Storage.File.Read"),
    /** {@code POST /v1.0/storage/spaces/{spaceId}/dentries/listAll}. */
    ALL_DENTRIES("Storage.File.Read"),
    /** {@code POST /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/query}. */
    DENTRY("Storage.File.Read"),
    /** {@code POST /v1.0/storage/spaces/{spaceId}/dentries/query}. */
    DENTRY_BATCH("Storage.File.Read"),
    /** {@code GET /v1.0/storage/spaces/{spaceId}}. */
    SPACE("Storage.Space.Read"),
    /** {@code POST /topapi/v2/user/get} of the old API: its errors have status 200 and an {@code errcode}. */
    USER("qyapi_get_member"),
    /** A request for the bytes of a file, sent to a resource URL. */
    OBJECT(""),
    /** Anything that the emulator has no endpoint for. */
    UNKNOWN("");

    private final String scope;

    CallKind(String scope) {
        this.scope = scope;
    }

    /** The permission scope that the app needs for it; "" if it needs none. */
    public String scope() {
        return scope;
    }

    boolean isWiki() {
        return scope.startsWith("Wiki.");
    }

    /** Whether the journal may show the body: those of the others hold a secret, or are no text. */
    boolean mayShowBody() {
        return !scope.isEmpty();
    }
}
