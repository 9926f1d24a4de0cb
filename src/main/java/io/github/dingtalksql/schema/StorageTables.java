// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import static io.github.dingtalksql.schema.ListColumn.number;
import static io.github.dingtalksql.schema.ListColumn.text;
import static io.github.dingtalksql.schema.ListColumn.time;

import io.github.dingtalksql.client.Dentry;
import io.github.dingtalksql.client.FileRef;
import io.github.dingtalksql.plan.ColumnType;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.KeyedTable;
import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import io.github.dingtalksql.plan.TableColumn;
import io.github.dingtalksql.plan.TupleCalls;
import io.github.dingtalksql.schema.ListingTable.Opened;
import java.util.ArrayList;
import java.util.List;

/** {@code dentries} and {@code file_versions}: what the storage behind a knowledge base says. */
final class StorageTables {
    private static final String SPACE = "space_id";
    private static final String DENTRY = "dentry_id";
    private static final String PARENT = "parent_id";

    private static final ListColumn<Dentry> SPACE_ID = ListColumn.required(SPACE, "Id of the storage space.");

    private StorageTables() {}

    static KeyedTable dentries(Services services) {
        List<ListColumn<Dentry>> columns = new ArrayList<>(List.of(
                SPACE_ID,
                new ListColumn<>(
                        new TableColumn(
                                PARENT,
                                ColumnType.VARCHAR,
                                true,
                                KeyRole.NARROWING,
                                "Folder that it is in, '0' for the root; a key for the children of one folder, unless"
                                        + " given: everything in the space."),
                        (dentry, keys) -> keys.string(PARENT).orElse(dentry.parentId())),
                ListColumn.unionId(),
                text("dentry_id", "Id of the file or folder in its space.", Dentry::dentryId)));
        columns.addAll(facts());
        return new ListingTable<>(
                "dentries",
                "Files and folders of a storage space. One API call for each 50.",
                columns,
                List.of(List.of(SPACE)),
                "SELECT name, dentry_id FROM dentries WHERE space_id = '854'",
                TupleCalls.pagesOf(50),
                services.fanOut(),
                services::withKnownOperator,
                (keys, execution) -> {
                    KeyValues shown = services.withOperator(keys, execution);
                    String operator = services.operator(shown, execution);
                    String space = keys.required(SPACE);
                    return new Opened<>(
                            keys.string(PARENT)
                                    .map(parent -> services.directory().children(space, parent, operator, execution))
                                    .orElseGet(() -> services.directory().all(space, operator, execution)),
                            shown);
                });
    }

    static KeyedTable fileVersions(Services services) {
        List<ListColumn<Dentry>> columns = new ArrayList<>(
                List.of(SPACE_ID, ListColumn.required(DENTRY, "Id of the file in its space."), ListColumn.unionId()));
        columns.addAll(facts());
        return new ListingTable<>(
                "file_versions",
                "The versions of a file. One API call for each 100.",
                columns,
                List.of(List.of(SPACE, DENTRY)),
                "SELECT version, size FROM file_versions WHERE space_id = '854' AND dentry_id = '798'",
                TupleCalls.pagesOf(100),
                services.fanOut(),
                services::withKnownOperator,
                (keys, execution) -> {
                    KeyValues shown = services.withOperator(keys, execution);
                    FileRef file = new FileRef(keys.required(SPACE), keys.required(DENTRY), null);
                    String operator = services.operator(shown, execution);
                    return new Opened<>(services.directory().versions(file, operator, execution), shown);
                });
    }

    /** The columns that a file and a version of it share. */
    private static List<ListColumn<Dentry>> facts() {
        return List.of(
                number("version", "Version of the file; null for folders.", Dentry::version),
                text("name", "Name, with the extension.", Dentry::name),
                text("type", "FILE or FOLDER.", Dentry::type),
                text(
                        "category",
                        "IMAGE, VIDEO, AUDIO, ARCHIVE, SHORTCUT, DOCUMENT, ALI_DOC or OTHER; often null.",
                        Dentry::category),
                text("extension", "Extension of a file, without the dot.", Dentry::extension),
                number("size", "Bytes; null for folders.", Dentry::size),
                text("path", "Path in the space.", Dentry::path),
                text("status", "NORMAL, DELETED or EXPIRED.", Dentry::status),
                text("uuid", "Business id, which stays when the file is moved.", Dentry::uuid),
                text("partition_type", "PUBLIC_OSS_PARTITION or MINI_OSS_PARTITION.", Dentry::partitionType),
                text("storage_driver", "DINGTALK, ALIDOC, SHANJI or UNKNOWN.", Dentry::storageDriver),
                text("creator_id", "unionId of who made it.", Dentry::creatorId),
                text("modifier_id", "unionId of who changed it last.", Dentry::modifierId),
                time("create_time", "When it was made.", Dentry::createTime),
                time("modified_time", "When it was changed last.", Dentry::modifiedTime));
    }
}
