// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The paths of the wiki, of document ids and of the storage. */
final class ApiRoutes {
    private static final String WIKI = "/v2.0/wiki";
    private static final String DENTRIES = "/v1.0/storage/spaces/{spaceId}/dentries";

    private final ApiGateway gateway;

    ApiRoutes(ApiGateway gateway) {
        this.gateway = gateway;
    }

    List<Route> of(WorkspaceCalls calls) {
        return List.of(
                route(CallKind.WORKSPACES, "GET", WIKI + "/workspaces", calls::list),
                route(CallKind.WORKSPACE, "GET", WIKI + "/workspaces/{workspaceId}", calls::get),
                route(CallKind.WORKSPACE_BATCH, "POST", WIKI + "/workspaces/batchQuery", calls::batch),
                route(CallKind.MINE_WORKSPACE, "GET", WIKI + "/mineWorkspaces", calls::mine));
    }

    List<Route> of(NodeCalls calls) {
        return List.of(
                route(CallKind.NODES, "GET", WIKI + "/nodes", calls::list),
                route(CallKind.NODE, "GET", WIKI + "/nodes/{nodeId}", calls::get),
                route(CallKind.NODE_BATCH, "POST", WIKI + "/nodes/batchQuery", calls::batch),
                route(CallKind.NODE_BY_URL, "POST", WIKI + "/nodes/queryByUrl", calls::byUrl));
    }

    List<Route> of(DentryIdCalls calls) {
        String path = "/v2.0/doc/dentries/";
        return List.of(
                route(CallKind.DENTRY_ID, "GET", path + "{dentryUuid}/queryDentryId", calls::queryDentryId),
                route(CallKind.DENTRY_UUID, "GET", path + "{dentryId}/queryDentryUuid", calls::queryDentryUuid));
    }

    List<Route> of(DentryCalls calls) {
        return List.of(
                route(CallKind.SPACE, "GET", "/v1.0/storage/spaces/{spaceId}", calls::space),
                route(CallKind.DENTRIES, "GET", DENTRIES, calls::list),
                route(CallKind.ALL_DENTRIES, "POST", DENTRIES + "/listAll", calls::listAll),
                route(CallKind.DENTRY_BATCH, "POST", DENTRIES + "/query", calls::batch),
                route(CallKind.DENTRY, "POST", DENTRIES + "/{dentryId}/query", aboutFile(calls::get)),
                route(CallKind.VERSIONS, "GET", DENTRIES + "/{dentryId}/versions", aboutFile(calls::versions)));
    }

    private Route route(CallKind kind, String method, String template, ApiCall call) {
        return new Route(kind, method, template, gateway.guarded(kind, call));
    }

    private static ApiCall aboutFile(ApiCall call) {
        return new ApiCall() {
            @Override
            public ObjectNode call(IncomingRequest request) throws ApiRefusal {
                return call.call(request);
            }

            @Override
            public Target target(IncomingRequest request) {
                return new Target(request.variable("spaceId") + "/" + request.variable("dentryId"), null);
            }
        };
    }
}
