// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * {@code /v2.0/wiki/workspaces} and {@code /v2.0/wiki/mineWorkspaces}. A list leaves out what the operator may not read,
 * and personal spaces. A batch leaves out what does not exist, since it has no place for an error.
 */
final class WorkspaceCalls {
    private static final int LONGEST_PAGE = 30;
    private static final int LARGEST_BATCH = 20;
    private static final String VIEW_TIME = "VIEW_TIME_DESC";

    private final Organization organization;
    private final Pages pages;

    WorkspaceCalls(Organization organization, Pages pages) {
        this.organization = organization;
        this.pages = pages;
    }

    ObjectNode list(IncomingRequest request) throws ApiRefusal {
        Person operator = People.operator(request, "operatorId");
        PageRequest asked = PageRequest.of(request, LONGEST_PAGE, "paramError");
        String order = Parameters.choice(
                request, "orderBy", "paramError.orderBy", VIEW_TIME, "CREATE_TIME_DESC", "MODIFIED_TIME_DESC");
        boolean withRole = Parameters.flag(request, "withPermissionRole");
        String teamId = request.parameter("teamId");
        if (teamId != null && !teamId.isEmpty()) {
            throw new ApiRefusal(404, "teamNotExist", "team " + teamId + " does not exist");
        }
        String list = String.join("|", "workspaces", operator.unionId(), order);
        Page<Workspace> page = pages.page(listed(operator, order), asked, list);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode workspaces = answer.putArray("workspaces");
        page.rows().forEach(workspace -> workspaces.add(json(workspace, operator, withRole)));
        if (page.nextToken() != null) {
            answer.put("nextToken", page.nextToken());
        }
        return answer;
    }

    ObjectNode get(IncomingRequest request) throws ApiRefusal {
        Person operator = People.operator(request, "operatorId");
        boolean withRole = Parameters.flag(request, "withPermissionRole");
        String id = request.variable("workspaceId");
        Optional<Workspace> found = organization.findWorkspace(id);
        if (found.isEmpty() && organization.findNode(id).isPresent()) {
            throw new ApiRefusal(400, "isNotWorkspace", id + " is not a workspace");
        }
        Workspace workspace = found.orElseThrow(
                () -> new ApiRefusal(404, "workspaceNotExist", "workspace " + id + " does not exist"));
        workspace.checkReader(operator);
        return one(workspace, operator, withRole);
    }

    ObjectNode batch(IncomingRequest request) throws ApiRefusal {
        Person operator = People.operator(request, "operatorId");
        ObjectNode body = JsonBodies.parse(request);
        List<String> ids = Parameters.requiredTexts(body, "workspaceIds", LARGEST_BATCH);
        boolean withRole = Parameters.flag(Parameters.option(body), "withPermissionRole");
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode workspaces = answer.putArray("workspaces");
        for (String id : ids) {
            organization
                    .findWorkspace(id)
                    .filter(workspace -> workspace.mayRead(operator))
                    .ifPresent(workspace -> workspaces.add(json(workspace, operator, withRole)));
        }
        return answer;
    }

    ObjectNode mine(IncomingRequest request) throws ApiRefusal {
        Person operator = People.operator(request, "operatorId");
        Workspace mine = organization.workspaces().stream()
                .filter(workspace -> workspace.isPersonal() && workspace.owner().equals(operator))
                .findFirst()
                .orElseThrow(() -> new ApiRefusal(404, "workspaceNotExist", "the operator has no documents"));
        return one(mine, operator, Parameters.flag(request, "withPermissionRole"));
    }

    /** Nobody views anything here, so the order by view time is that in which they were named. */
    private List<Workspace> listed(Person operator, String order) {
        List<Workspace> readable = organization.workspaces().stream()
                .filter(workspace -> !workspace.isPersonal() && workspace.mayRead(operator))
                .toList();
        if (order.equals(VIEW_TIME)) {
            return readable;
        }
        return readable.stream()
                .sorted(Comparator.comparing(Workspace::createdAt).reversed())
                .toList();
    }

    private static ObjectNode one(Workspace workspace, Person operator, boolean withRole) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("workspace", json(workspace, operator, withRole));
        return answer;
    }

    private static ObjectNode json(Workspace workspace, Person operator, boolean withRole) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("workspaceId", workspace.workspaceId());
        json.put("corpId", DentryCalls.CORP_ID);
        json.put("rootNodeId", workspace.root().uuid());
        json.put("name", workspace.name());
        json.put("type", workspace.type());
        json.put("description", workspace.description());
        json.put("url", "https://alidocs.dingtalk.com/i/spaces/" + workspace.workspaceId() + "/overview");
        json.putObject("icon").put("type", "EMOJI").put("value", "📚");
        json.put("cover", "");
        json.put("creatorId", workspace.owner().userId());
        json.put("modifierId", workspace.owner().userId());
        json.put("createTime", ApiTimes.minutes(workspace.createdAt()));
        json.put("modifiedTime", ApiTimes.minutes(workspace.createdAt()));
        if (withRole) {
            json.put("permissionRole", workspace.owner().equals(operator) ? "OWNER" : "READER");
        }
        return json;
    }
}
