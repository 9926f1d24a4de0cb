// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import static io.github.dingtalksql.schema.ListColumn.flag;
import static io.github.dingtalksql.schema.ListColumn.number;
import static io.github.dingtalksql.schema.ListColumn.text;
import static io.github.dingtalksql.schema.ListColumn.time;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.DirectoryApi;
import io.github.dingtalksql.client.Workspace;
import io.github.dingtalksql.plan.ColumnType;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.KeyedTable;
import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import io.github.dingtalksql.plan.TableColumn;
import io.github.dingtalksql.plan.TupleCalls;
import io.github.dingtalksql.schema.ListingTable.Opened;
import java.util.Iterator;
import java.util.List;

/** {@code nodes}: files, folders and online documents of a knowledge base. */
final class NodesTable {
    private static final String PARENT = "parent_node_id";
    private static final String WORKSPACE = "workspace_id";
    private static final String RECURSIVE = "recursive";

    private static final List<ListColumn<NodeRow>> COLUMNS = List.of(
            ListColumn.required(
                    PARENT,
                    "Folder where the listing begins, by node id or link; the root if only workspace_id is given."),
            new ListColumn<>(
                    new TableColumn(
                            WORKSPACE,
                            ColumnType.VARCHAR,
                            true,
                            KeyRole.REQUIRED,
                            "Knowledge base that it is in, by id or link; as a key instead of parent_node_id: from its root on."),
                    (row, keys) -> keys.string(WORKSPACE).orElse(row.node().workspaceId())),
            ListColumn.key(
                    RECURSIVE,
                    ColumnType.BOOLEAN,
                    false,
                    KeyRole.OPTIONAL,
                    "Whether folders below are walked too, each when its rows are wanted; false unless given."),
            ListColumn.unionId(),
            text(
                    "node_id",
                    "Id of the node (dentryUuid); what file_content.node takes.",
                    row -> row.node().nodeId()),
            text("name", "Name, with the extension.", row -> row.node().name()),
            text("type", "FILE or FOLDER.", row -> row.node().type()),
            text(
                    "category",
                    "ALIDOC (online document), DOCUMENT, IMAGE, VIDEO, AUDIO, ARCHIVE or OTHER.",
                    row -> row.node().category()),
            text(
                    "extension",
                    "Extension of a file, without the dot.",
                    row -> row.node().extension()),
            number(
                    "size",
                    "Bytes; not always those of the stored file.",
                    row -> row.node().size()),
            text("url", "Link for the browser.", row -> row.node().url()),
            flag(
                    "has_children",
                    "Whether anything is in it; online documents can have children too.",
                    row -> row.node().hasChildren()),
            text("folder_id", "Node that it is directly in.", NodeRow::folderId),
            text("path", "Names from the folder where the listing begins, such as /2026/orders.csv.", NodeRow::path),
            number("depth", "1 for what is directly in the folder where the listing begins.", NodeRow::depth),
            text("creator_id", "userId of who made it.", row -> row.node().creatorId()),
            text(
                    "modifier_id",
                    "userId of who changed it last.",
                    row -> row.node().modifierId()),
            time("create_time", "When it was made.", row -> row.node().createTime()),
            time("modified_time", "When it was changed last.", row -> row.node().modifiedTime()));

    private NodesTable() {}

    static KeyedTable create(Services services) {
        return new ListingTable<>(
                "nodes",
                "Files, folders and online documents of a knowledge base. One API call for each 50 of a folder.",
                COLUMNS,
                List.of(List.of(PARENT), List.of(WORKSPACE)),
                "SELECT name, node_id FROM nodes WHERE parent_node_id = 'Qnp9zOoBVBZZ' AND recursive",
                TupleCalls.pagesOf(50),
                services.fanOut(),
                keys -> services.withKnownOperator(keys.with(RECURSIVE, keys.isTrue(RECURSIVE))),
                (keys, execution) -> open(services, keys, execution));
    }

    private static Opened<NodeRow> open(Services services, KeyValues keys, Execution execution) {
        DirectoryApi directory = services.directory();
        String operator = services.operator(keys, execution);
        String start = keys.string(PARENT)
                .map(parent -> nodeId(services, parent, operator, execution))
                .orElseGet(() -> directory
                        .workspace(keys.required(WORKSPACE), operator, execution)
                        .rootNodeId());
        NodeWalk walk = new NodeWalk(
                start,
                id -> directory.nodes(id, operator, execution),
                keys.isTrue(RECURSIVE),
                services.fanOut().skipFailures() ? execution::warn : null);
        KeyValues shown = keys.string(PARENT).isPresent() ? keys : keys.with(PARENT, start);
        Iterator<NodeRow> rows = keys.string(WORKSPACE)
                .<Iterator<NodeRow>>map(workspace -> new InWorkspace(walk, Workspace.idOf(workspace)))
                .orElse(walk);
        return new Opened<>(rows, services.withOperator(shown, execution));
    }

    private static String nodeId(Services services, String linkOrId, String operator, Execution execution) {
        return DirectoryApi.isLink(linkOrId)
                ? services.directory().node(linkOrId, operator, execution).nodeId()
                : linkOrId;
    }
}
