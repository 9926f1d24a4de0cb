// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.Dentry;
import io.github.dingtalksql.client.FileRef;
import io.github.dingtalksql.client.Node;
import io.github.dingtalksql.plan.ColumnType;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.KeyedFunction;
import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import io.github.dingtalksql.plan.RowSource;
import io.github.dingtalksql.plan.TableColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code resolve(link_or_uuid [, union_id])}: from what the browser shows to the ids of the storage. */
final class ResolveFunction extends KeyedFunction {
    private static final List<TableColumn> PARAMETERS = List.of(
            column("link_or_uuid", false, "A link as the browser shows it, or a node's id (dentryUuid)."),
            column("union_id", true, "The operator; left out: the connection's unionId."));

    private static final List<TableColumn> COLUMNS = List.of(
            column("space_id", false, "Id of the storage space."),
            column("dentry_id", false, "Id of the file or folder in that space."),
            column("name", true, "Name, with the extension."),
            column("extension", true, "Extension of a file, without the dot."),
            new TableColumn("size", ColumnType.BIGINT, true, KeyRole.NONE, "Bytes of a stored file; null for folders."),
            new TableColumn(
                    "version",
                    ColumnType.BIGINT,
                    true,
                    KeyRole.NONE,
                    "The current version of a stored file; null for folders and online documents."),
            column("node_id", false, "Id of the node (dentryUuid)."),
            column("workspace_id", true, "Knowledge base that it is in."),
            column("type", true, "FILE or FOLDER."),
            column("category", true, "ALIDOC (online document), DOCUMENT, IMAGE, VIDEO, AUDIO, ARCHIVE or OTHER."),
            column("url", true, "Link for the browser."));

    private final Services services;

    ResolveFunction(List<String> schemaPath, Services services) {
        super(
                schemaPath,
                "resolve",
                "The file or folder behind a link of the browser or a node's id. Up to three API calls.",
                PARAMETERS,
                COLUMNS,
                services.fanOut());
        this.services = services;
    }

    @Override
    public RowSource open(KeyValues arguments, Execution execution) {
        return new OneRow(() -> row(arguments, execution));
    }

    private @Nullable Object[] row(KeyValues arguments, Execution execution) {
        String operator = services.operator(arguments, execution);
        Node node = services.directory().node(arguments.required("link_or_uuid").strip(), operator, execution);
        FileRef file = services.directory().fileOf(node, operator, execution);
        boolean isStored = !node.isFolder() && !node.isOnlineDocument();
        Dentry dentry = isStored ? services.directory().dentry(file, operator, execution) : null;
        return new @Nullable Object[] {
            file.spaceId(),
            file.dentryId(),
            node.name(),
            node.extension(),
            size(node, dentry),
            dentry == null ? null : dentry.version(),
            node.nodeId(),
            node.workspaceId(),
            node.type(),
            node.category(),
            node.url()
        };
    }

    private static @Nullable Long size(Node node, @Nullable Dentry dentry) {
        if (dentry != null) {
            return dentry.size();
        }
        return node.isFolder() ? null : node.size();
    }

    private static TableColumn column(String name, boolean nullable, String remarks) {
        return new TableColumn(name, ColumnType.VARCHAR, nullable, KeyRole.NONE, remarks);
    }
}
