// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes dentries as the wiki shows them: people by userId, times to the minute and in milliseconds. */
final class NodeJson {
    private final Organization organization;
    private final FileStore store;

    NodeJson(Organization organization, FileStore store) {
        this.organization = organization;
        this.store = store;
    }

    ObjectNode of(Dentry node, Person operator, Extras extras) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("nodeId", node.uuid());
        json.put("workspaceId", organization.workspaceOf(node).workspaceId());
        json.put("name", node.name());
        json.put("size", node.wikiSize());
        json.put("type", node.kind().isFolder() ? "FOLDER" : "FILE");
        json.put("category", node.kind().wikiName());
        if (node.kind() != DentryKind.FOLDER) {
            json.put("extension", DentryKind.extension(node.name()));
        }
        json.put("url", "https://alidocs.dingtalk.com/i/nodes/" + node.uuid());
        json.put("creatorId", node.owner().userId());
        json.put("modifierId", node.owner().userId());
        json.put("createTime", ApiTimes.minutes(node.createdAt()));
        json.put("modifiedTime", ApiTimes.minutes(node.modifiedAt()));
        json.put("createTimestamp", node.createdAt().toEpochMilli());
        json.put("modifiedTimestamp", node.modifiedAt().toEpochMilli());
        json.put("hasChildren", organization.hasChildren(node));
        if (extras.statistics() && node.kind() == DentryKind.ALIDOC) {
            json.putObject("statisticalInfo").put("wordCount", node.size() / 2);
        }
        if (extras.role()) {
            json.put("permissionRole", role(node, operator));
        }
        return json;
    }

    private String role(Dentry node, Person operator) {
        boolean isForbidden = store.findFailing(node.spaceId(), node.dentryId())
                .filter(failing -> failing.code().equals("permissionDenied"))
                .isPresent();
        if (isForbidden) {
            return "NONE";
        }
        return organization.workspaceOf(node).owner().equals(operator) ? "OWNER" : "READER";
    }

    /** What is shown only if it is asked for. */
    record Extras(boolean statistics, boolean role) {
        static Extras of(ObjectNode body) throws ApiRefusal {
            ObjectNode option = Parameters.option(body);
            return new Extras(
                    Parameters.flag(option, "withStatisticalInfo"), Parameters.flag(option, "withPermissionRole"));
        }
    }
}
