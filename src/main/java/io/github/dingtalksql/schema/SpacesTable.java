// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import static io.github.dingtalksql.schema.ListColumn.number;
import static io.github.dingtalksql.schema.ListColumn.text;
import static io.github.dingtalksql.schema.ListColumn.time;

import io.github.dingtalksql.client.Space;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.KeyedTable;
import io.github.dingtalksql.plan.TupleCalls;
import io.github.dingtalksql.schema.ListingTable.Opened;
import java.util.List;

/** {@code spaces}: the storage space behind a knowledge base. */
final class SpacesTable {
    private static final List<ListColumn<Space>> COLUMNS = List.of(
            ListColumn.required("space_id", "Id of the storage space."),
            ListColumn.unionId(),
            text("name", "Name of the storage space.", Space::name),
            text("owner_type", "USER or APP.", Space::ownerType),
            text("owner_id", "unionId or app id of the owner.", Space::ownerId),
            text("status", "NORMAL or DELETE.", Space::status),
            number("quota", "Bytes that fit.", Space::quota),
            number("used_quota", "Bytes in use.", Space::usedQuota),
            text("corp_id", "Organisation that it belongs to.", Space::corpId),
            text("app_id", "App that it belongs to.", Space::appId),
            text("scene", "What it is used for.", Space::scene),
            text("scene_id", "Id of that use, as the app names it.", Space::sceneId),
            text("creator_id", "unionId of who made it.", Space::creatorId),
            text("modifier_id", "unionId of who changed it last.", Space::modifierId),
            time("create_time", "When it was made.", Space::createTime),
            time("modified_time", "When it was changed last.", Space::modifiedTime));

    private SpacesTable() {}

    static KeyedTable create(Services services) {
        return new ListingTable<>(
                "spaces",
                "A storage space: its owner and how full it is. One API call for each.",
                COLUMNS,
                List.of(List.of("space_id")),
                "SELECT name, used_quota FROM spaces WHERE space_id = '854'",
                TupleCalls.of(1),
                services.fanOut(),
                services::withKnownOperator,
                (keys, execution) -> {
                    KeyValues shown = services.withOperator(keys, execution);
                    Space space = services.directory()
                            .space(keys.required("space_id"), services.operator(shown, execution), execution);
                    return new Opened<>(List.of(space).iterator(), shown);
                });
    }
}
