// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Writes dentries as the storage shows them: people by unionId. The reference describes times to the minute and shows
 * them to the second, so one of the two times is written one way and the other the other way. {@code uuid} is not the
 * node's id, since nothing says that it is; {@code appProperties} is a map, and absent unless asked for.
 */
final class DentryJson {
    private static final long QUOTA = 1L << 40;

    private final Organization organization;

    DentryJson(Organization organization) {
        this.organization = organization;
    }

    ObjectNode of(Dentry dentry, Extras extras) {
        DentryKind kind = dentry.kind();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", dentry.dentryId());
        json.put("spaceId", dentry.spaceId());
        json.put("parentId", dentry.parentId());
        json.put("type", kind.isFolder() ? "FOLDER" : "FILE");
        json.put("name", dentry.name());
        if (!kind.isFolder()) {
            json.put("size", dentry.size());
            json.put("extension", DentryKind.extension(dentry.name()));
        }
        json.put("path", organization.path(dentry));
        json.put("version", dentry.version());
        json.put("status", "NORMAL");
        json.put("creatorId", dentry.owner().unionId());
        json.put("modifierId", dentry.owner().unionId());
        json.put("createTime", ApiTimes.minutes(dentry.createdAt()));
        json.put("modifiedTime", ApiTimes.seconds(dentry.modifiedAt()));
        json.putObject("properties").put("readOnly", false);
        for (String appId : extras.appIds()) {
            json.withObjectProperty("appProperties")
                    .putArray(appId)
                    .addObject()
                    .put("name", "source")
                    .put("value", "emulator")
                    .put("visibility", "PUBLIC");
        }
        json.put("uuid", Dentry.uuid("business/" + dentry.uuid()));
        json.put("partitionType", kind == DentryKind.ALIDOC ? "MINI_OSS_PARTITION" : "PUBLIC_OSS_PARTITION");
        json.put("storageDriver", kind == DentryKind.ALIDOC ? "ALIDOC" : "DINGTALK");
        if (extras.thumbnail() && kind == DentryKind.IMAGE) {
            json.putObject("thumbnail")
                    .put("width", 100)
                    .put("height", 100)
                    .put("url", "https://thumbnail.invalid/" + dentry.uuid());
        }
        if (!kind.storageName().isEmpty()) {
            json.put("category", kind.storageName());
        }
        return json;
    }

    static ObjectNode space(Workspace workspace, long used) {
        String owner = workspace.owner().unionId();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", workspace.spaceId());
        json.put("corpId", DentryCalls.CORP_ID);
        json.put("creatorId", owner);
        json.put("ownerType", "USER");
        json.put("ownerId", owner);
        json.put("modifierId", owner);
        json.put("usedQuota", used);
        json.put("quota", QUOTA);
        json.put("status", "NORMAL");
        json.put("createTime", ApiTimes.minutes(workspace.createdAt()));
        json.put("modifiedTime", ApiTimes.seconds(workspace.createdAt()));
        json.put("appId", "knowledge");
        json.put("scene", "knowledge");
        json.put("sceneId", workspace.workspaceId());
        json.putObject("capabilities")
                .put("canSearch", true)
                .put("canRename", true)
                .put("canRecordRecentFile", true);
        json.put("name", workspace.name());
        json.putArray("partitions")
                .addObject()
                .put("partitionType", "PUBLIC_OSS_PARTITION")
                .putObject("quota")
                .put("used", used)
                .put("max", QUOTA)
                .put("reserved", 0)
                .put("type", "SHARE");
        return json;
    }

    /** What is shown only if it is asked for. */
    record Extras(boolean thumbnail, List<String> appIds) {}
}
