// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import static io.github.dingtalksql.schema.ListColumn.text;
import static io.github.dingtalksql.schema.ListColumn.time;

import io.github.dingtalksql.client.Workspace;
import io.github.dingtalksql.plan.KeyedTable;
import io.github.dingtalksql.plan.TupleCalls;
import io.github.dingtalksql.schema.ListingTable.Opened;
import java.util.List;

/** {@code workspaces}: the knowledge bases that the operator sees. */
final class WorkspacesTable {
    private static final List<ListColumn<Workspace>> COLUMNS = List.of(
            text("workspace_id", "Id of the knowledge base; not the id of its storage space.", Workspace::workspaceId),
            text("root_node_id", "Node that its uppermost folders and files are in.", Workspace::rootNodeId),
            text("name", "Name as DingTalk shows it.", Workspace::name),
            text("type", "TEAM or PERSONAL.", Workspace::type),
            text("description", "What its owners say about it.", Workspace::description),
            text("url", "Link for the browser.", Workspace::url),
            text("corp_id", "Organisation that it belongs to.", Workspace::corpId),
            text("team_id", "Team that it belongs to; null for none.", Workspace::teamId),
            text("creator_id", "userId of who made it.", Workspace::creatorId),
            text("modifier_id", "userId of who changed it last.", Workspace::modifierId),
            time("create_time", "When it was made.", Workspace::createTime),
            time("modified_time", "When it was changed last.", Workspace::modifiedTime),
            ListColumn.unionId());

    private WorkspacesTable() {}

    static KeyedTable create(Services services) {
        return new ListingTable<>(
                "workspaces",
                "The knowledge bases that the operator sees. One API call for each 30.",
                COLUMNS,
                List.of(List.of()),
                "SELECT name, root_node_id FROM workspaces",
                TupleCalls.pagesOf(30),
                services.fanOut(),
                services::withKnownOperator,
                (keys, execution) -> {
                    String operator = services.operator(keys, execution);
                    return new Opened<>(
                            services.directory().workspaces(operator, execution),
                            services.withOperator(keys, execution));
                });
    }
}
