// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.Execution;
import java.util.Iterator;

/**
 * The calls that find files: knowledge bases, their nodes, and the storage behind them. Thread-safe; the iterators are
 * not, and call for the next page when it is wanted.
 *
 * <p>All methods and iterators throw {@link io.github.dingtalksql.DingTalkException} with the service's code, and end at
 * once when the execution is aborted. Listings are complete or fail. {@code operator} is a unionId.
 */
public interface DirectoryApi {
    /** The knowledge bases that the operator sees. */
    Iterator<Workspace> workspaces(String operator, Execution execution);

    /** @param linkOrId a knowledge base's link as the browser shows it, or its id */
    Workspace workspace(String linkOrId, String operator, Execution execution);

    /** The children of a node. */
    Iterator<Node> nodes(String parentNodeId, String operator, Execution execution);

    /** Whether it can be no id. */
    static boolean isLink(String linkOrId) {
        return linkOrId.startsWith("https://") || linkOrId.startsWith("http://");
    }

    /** @param linkOrId a link as the browser shows it, or a node's id */
    Node node(String linkOrId, String operator, Execution execution);

    /** Where the storage keeps a node: the ids of its space and dentry, without a version. */
    FileRef fileOf(Node node, String operator, Execution execution);

    /** The children of a folder of a space; {@code "0"} is its root. */
    Iterator<Dentry> children(String spaceId, String parentId, String operator, Execution execution);

    /** Everything in a space, without an order of folders. */
    Iterator<Dentry> all(String spaceId, String operator, Execution execution);

    /** The versions of a file, each once, in the service's order. */
    Iterator<Dentry> versions(FileRef file, String operator, Execution execution);

    Dentry dentry(FileRef file, String operator, Execution execution);

    Space space(String spaceId, String operator, Execution execution);

    /** The unionId of a user of the organisation; asked once in the life of this JVM. */
    String unionId(String userId, Execution execution);
}
