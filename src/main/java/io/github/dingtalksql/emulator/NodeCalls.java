// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * {@code /v2.0/wiki/nodes}: nodes of knowledge bases.
 *
 * <p>Where the reference is silent: the children of a folder shortcut are {@code paramError}, those of a file an empty
 * list; a link that is not one to a node is {@code paramError}; a batch leaves out what does not exist.
 */
final class NodeCalls {
    private static final int LONGEST_PAGE = 50;
    private static final int LARGEST_BATCH = 20;
    private static final String NODE_LINK = "https://[a-z.]*dingtalk\\.(com|io)/i/nodes/([0-9A-Za-z]+)([/?#].*)?";

    private final Organization organization;
    private final NodeJson json;
    private final Pages pages;

    NodeCalls(Organization organization, NodeJson json, Pages pages) {
        this.organization = organization;
        this.json = json;
        this.pages = pages;
    }

    ObjectNode list(IncomingRequest request) throws ApiRefusal {
        Person operator = People.operator(request, "operatorId");
        String parentId = Parameters.required(request, "parentNodeId");
        PageRequest asked = PageRequest.of(request, LONGEST_PAGE, "paramError");
        NodeJson.Extras extras = new NodeJson.Extras(false, Parameters.flag(request, "withPermissionRole"));
        Dentry parent = organization
                .findNode(parentId)
                .orElseThrow(
                        () -> new ApiRefusal(404, "parentNodeNotExist", "parent node " + parentId + " does not exist"));
        organization.workspaceOf(parent).checkReader(operator);
        if (parent.kind() == DentryKind.SHORTCUT) {
            throw new ApiRefusal(400, "paramError", "param parentNodeId is invalid: a shortcut has no children");
        }
        String list = String.join("|", "nodes", operator.unionId(), parentId);
        Page<Dentry> page = pages.page(organization.children(parent), asked, list);
        ObjectNode answer = nodes(page.rows(), operator, extras);
        if (page.nextToken() != null) {
            answer.put("nextToken", page.nextToken());
        }
        return answer;
    }

    ObjectNode get(IncomingRequest request) throws ApiRefusal {
        Person operator = People.operator(request, "operatorId");
        NodeJson.Extras extras = new NodeJson.Extras(
                Parameters.flag(request, "withStatisticalInfo"), Parameters.flag(request, "withPermissionRole"));
        return one(request.variable("nodeId"), operator, extras);
    }

    ObjectNode batch(IncomingRequest request) throws ApiRefusal {
        Person operator = People.operator(request, "operatorId");
        ObjectNode body = JsonBodies.parse(request);
        List<String> ids = Parameters.requiredTexts(body, "nodeIds", LARGEST_BATCH);
        List<Dentry> found = ids.stream()
                .flatMap(id -> organization.findNode(id).stream())
                .filter(node -> organization.workspaceOf(node).mayRead(operator))
                .toList();
        return nodes(found, operator, NodeJson.Extras.of(body));
    }

    ObjectNode byUrl(IncomingRequest request) throws ApiRefusal {
        Person operator = People.operator(request, "operatorId");
        ObjectNode body = JsonBodies.parse(request);
        NodeJson.Extras extras = NodeJson.Extras.of(body);
        String url = Optional.ofNullable(Parameters.text(body, "url"))
                .orElseThrow(() -> new ApiRefusal(400, "Missingurl", "url is mandatory for this action."));
        if (!url.matches(NODE_LINK)) {
            throw Parameters.invalid("url");
        }
        return one(URI.create(url).getPath().split("/")[3], operator, extras);
    }

    private ObjectNode one(String nodeId, Person operator, NodeJson.Extras extras) throws ApiRefusal {
        Dentry node = organization
                .findNode(nodeId)
                .orElseThrow(() -> new ApiRefusal(404, "nodeNotExist", "node " + nodeId + " does not exist"));
        organization.workspaceOf(node).checkReader(operator);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("node", json.of(node, operator, extras));
        return answer;
    }

    private ObjectNode nodes(List<Dentry> rows, Person operator, NodeJson.Extras extras) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode nodes = answer.putArray("nodes");
        rows.forEach(node -> nodes.add(json.of(node, operator, extras)));
        return answer;
    }
}
