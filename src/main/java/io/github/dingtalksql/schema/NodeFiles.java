// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.FileRef;
import io.github.dingtalksql.client.Node;

/** Finds the stored file of a node, and says so if there is none before anything else is asked. */
final class NodeFiles {
    /** For the node, and for the ids of its file. */
    static final int CALLS = 2;

    private NodeFiles() {}

    /** @param linkOrId a link as the browser shows it, or a node's id */
    static FileRef of(Services services, String linkOrId, String operator, Execution execution) {
        Node node = services.directory().node(linkOrId.strip(), operator, execution);
        String shown = "Node " + node.nodeId() + " (" + node.name() + ") ";
        if (node.isShortcut()) {
            throw new DingTalkException(
                    ErrorCode.UNSUPPORTED,
                    shown + "is a shortcut to a folder, not a file. Use the link of the folder that it stands for");
        }
        if (node.isFolder()) {
            throw new DingTalkException(
                    ErrorCode.UNSUPPORTED,
                    shown
                            + "is a folder, not a file. List its files: SELECT name, node_id FROM nodes WHERE parent_node_id = '"
                            + node.nodeId() + "'");
        }
        if (node.isOnlineDocument()) {
            throw new DingTalkException(
                    ErrorCode.UNSUPPORTED,
                    shown + "is an online document (" + node.extension()
                            + "), not a file, so there are no bytes to read. Export it in DingTalk first.");
        }
        return services.directory().fileOf(node, operator, execution);
    }
}
