// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.AnswerCache.Kept;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The calls that find files, over HTTP. */
final class HttpDirectoryApi implements DirectoryApi {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final Pattern NODE_LINK =
            Pattern.compile("https?://[^/?#]+/i/nodes/([A-Za-z0-9_-]{1,128})([/?#].*)?", Pattern.DOTALL);
    private static final int LONGEST_LINK = 4096;
    private static final long FOREVER = Long.MAX_VALUE / 2;

    private final CachedCalls calls;
    private final DirectoryCaches caches;

    HttpDirectoryApi(CachedCalls calls, DirectoryCaches caches) {
        this.calls = calls;
        this.caches = caches;
    }

    @Override
    public Iterator<Workspace> workspaces(String operator, Execution execution) {
        String operation = "Listing the knowledge bases";
        PagedCall<Workspace> call = new PagedCall<>(
                calls,
                caches.workspacePages(),
                token -> new ApiRequest(
                        Api.WORKSPACES,
                        operation,
                        operator,
                        "/v2.0/wiki/workspaces?maxResults=30&operatorId=" + ApiRequest.encoded(operator) + next(token),
                        null),
                "workspaces",
                Workspace::of,
                execution);
        return new Listing<>(operation, call, Workspace::workspaceId, execution);
    }

    @Override
    public Workspace workspace(String linkOrId, String operator, Execution execution) {
        String workspaceId = Workspace.idOf(linkOrId);
        String operation = "Getting the knowledge base " + id("workspace_id", workspaceId);
        String path = "/v2.0/wiki/workspaces/" + workspaceId + "?operatorId=" + ApiRequest.encoded(operator);
        return calls.answer(
                caches.workspaces(),
                new ApiRequest(Api.WORKSPACE, operation, operator, path, null),
                execution,
                body -> Workspace.of(new AnswerFields(operation, body).object("workspace")));
    }

    @Override
    public Iterator<Node> nodes(String parentNodeId, String operator, Execution execution) {
        String operation = "Listing the folder " + id("parent_node_id", parentNodeId);
        PagedCall<Node> call = new PagedCall<>(
                calls,
                caches.nodePages(),
                token -> new ApiRequest(
                        Api.NODES,
                        operation,
                        operator,
                        "/v2.0/wiki/nodes?maxResults=50&parentNodeId=" + parentNodeId + "&operatorId="
                                + ApiRequest.encoded(operator) + next(token),
                        null),
                "nodes",
                Node::of,
                execution);
        Listing.Pages<Node> kept = (token, fresh) -> {
            Page<Node> page = call.page(token, fresh);
            page.rows().forEach(node -> keep(node, operator));
            return page;
        };
        return new Listing<>(operation, kept, Node::nodeId, execution);
    }

    // Whoever lists files mostly reads them next, and then need not ask for each node alone.
    private void keep(Node node, String operator) {
        if (!calls.areOff() && ID.matcher(node.nodeId()).matches()) {
            caches.nodes().keep(calls.key(nodeRequest(node.nodeId(), operator)), new Kept<>(node, calls.now()));
        }
    }

    @Override
    public Node node(String linkOrId, String operator, Execution execution) {
        if (!DirectoryApi.isLink(linkOrId)) {
            return node(nodeRequest(id("node", linkOrId), operator), execution);
        }
        if (linkOrId.length() > LONGEST_LINK) {
            throw new DingTalkException(
                    ErrorCode.INVALID_ARGUMENT, "A link has at most " + LONGEST_LINK + " characters");
        }
        if (Workspace.isLink(linkOrId)) {
            throw new DingTalkException(
                    ErrorCode.INVALID_ARGUMENT,
                    "This is the link of a knowledge base, not of a file or folder. List what is in it: SELECT name, node_id"
                            + " FROM nodes WHERE workspace_id = '" + Workspace.idOf(linkOrId) + "'");
        }
        Matcher link = NODE_LINK.matcher(linkOrId);
        if (link.matches() && !calls.areOff()) {
            Kept<Node> listed = caches.nodes().find(calls.key(nodeRequest(link.group(1), operator)), calls.oldest());
            if (listed != null) {
                return listed.value();
            }
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("url", linkOrId);
        String path = "/v2.0/wiki/nodes/queryByUrl?operatorId=" + ApiRequest.encoded(operator);
        return node(new ApiRequest(Api.NODE_BY_URL, "Finding the node of a link", operator, path, body), execution);
    }

    private static ApiRequest nodeRequest(String nodeId, String operator) {
        String path = "/v2.0/wiki/nodes/" + nodeId + "?operatorId=" + ApiRequest.encoded(operator);
        return new ApiRequest(Api.NODE, "Getting the node " + nodeId, operator, path, null);
    }

    private Node node(ApiRequest request, Execution execution) {
        return calls.answer(
                caches.nodes(),
                request,
                execution,
                body -> Node.of(new AnswerFields(request.operation(), body).object("node")));
    }

    @Override
    public FileRef fileOf(Node node, String operator, Execution execution) {
        String operation = "Finding the file of the node " + id("node", node.nodeId());
        String path =
                "/v2.0/doc/dentries/" + node.nodeId() + "/queryDentryId?operatorId=" + ApiRequest.encoded(operator);
        return calls.answer(
                caches.files(), new ApiRequest(Api.DENTRY_ID, operation, operator, path, null), execution, body -> {
                    AnswerFields fields = new AnswerFields(operation, body);
                    return new FileRef(fields.id("spaceId"), fields.id("dentryId"), null);
                });
    }

    @Override
    public Iterator<Dentry> children(String spaceId, String parentId, String operator, Execution execution) {
        String operation = "Listing the folder " + new FileRef(spaceId, parentId, null);
        // The default, the newest first, would move rows between pages whenever a file is written.
        String path = "/v1.0/storage/spaces/" + spaceId + "/dentries?parentId=" + parentId
                + "&maxResults=50&orderBy=CREATE_TIME&order=ASC&unionId=" + ApiRequest.encoded(operator);
        return dentries(
                token -> new ApiRequest(Api.DENTRIES, operation, operator, path + next(token), null),
                operation,
                Dentry::dentryId,
                execution);
    }

    @Override
    public Iterator<Dentry> all(String spaceId, String operator, Execution execution) {
        String operation = "Listing the space " + id("space_id", spaceId);
        String path = "/v1.0/storage/spaces/" + spaceId + "/dentries/listAll?unionId=" + ApiRequest.encoded(operator);
        return dentries(
                token -> {
                    // Descending order may lose rows while files change, ascending may only repeat some.
                    ObjectNode body = JsonNodeFactory.instance.objectNode();
                    ObjectNode option =
                            body.putObject("option").put("maxResults", 50).put("order", "ASC");
                    if (token != null) {
                        option.put("nextToken", token);
                    }
                    return new ApiRequest(Api.ALL_DENTRIES, operation, operator, path, body);
                },
                operation,
                Dentry::dentryId,
                execution);
    }

    @Override
    public Iterator<Dentry> versions(FileRef file, String operator, Execution execution) {
        String operation = "Listing the versions of " + file;
        String path = "/v1.0/storage/spaces/" + file.spaceId() + "/dentries/" + file.dentryId()
                + "/versions?maxResults=100&unionId=" + ApiRequest.encoded(operator);
        return dentries(
                token -> new ApiRequest(Api.VERSIONS, operation, operator, path + next(token), null),
                operation,
                version -> List.of(version.dentryId(), Objects.requireNonNullElse(version.version(), -1L)),
                execution);
    }

    private Iterator<Dentry> dentries(
            PagedCall.Requests requests,
            String operation,
            java.util.function.Function<Dentry, ?> identity,
            Execution execution) {
        PagedCall<Dentry> call =
                new PagedCall<>(calls, caches.dentryPages(), requests, "dentries", Dentry::of, execution);
        return new Listing<>(operation, call, identity, execution);
    }

    @Override
    public Dentry dentry(FileRef file, String operator, Execution execution) {
        String operation = "Getting the file " + file;
        String path = "/v1.0/storage/spaces/" + file.spaceId() + "/dentries/" + file.dentryId() + "/query?unionId="
                + ApiRequest.encoded(operator);
        JsonNode body = JsonNodeFactory.instance.objectNode();
        return calls.answer(
                caches.dentries(),
                new ApiRequest(Api.DENTRY, operation, operator, path, body),
                execution,
                answer -> Dentry.of(new AnswerFields(operation, answer).object("dentry")));
    }

    @Override
    public Space space(String spaceId, String operator, Execution execution) {
        String operation = "Getting the space " + id("space_id", spaceId);
        String path = "/v1.0/storage/spaces/" + spaceId + "?unionId=" + ApiRequest.encoded(operator);
        return calls.answer(
                caches.spaces(),
                new ApiRequest(Api.SPACE, operation, operator, path, null),
                execution,
                body -> Space.of(new AnswerFields(operation, body).object("space")));
    }

    @Override
    public String unionId(String userId, Execution execution) {
        String operation = "Looking up the unionId of the connection's userId";
        JsonNode body = JsonNodeFactory.instance.objectNode().put("userid", userId);
        ApiRequest request = new ApiRequest(Api.USER, operation, null, "/topapi/v2/user/get", body);
        return calls.answer(
                        caches.unionIds(),
                        request,
                        calls.now() - FOREVER,
                        execution,
                        answer -> new AnswerFields(operation, answer)
                                .object("result")
                                .id("unionid"))
                .value();
    }

    private static String next(@Nullable String token) {
        return token == null ? "" : "&nextToken=" + ApiRequest.encoded(token);
    }

    private static String id(String name, String value) {
        if (!ID.matcher(value).matches()) {
            throw new DingTalkException(
                    ErrorCode.INVALID_ARGUMENT,
                    name + " must be 1 to 128 letters, digits, '_' or '-'"
                            + (name.equals("node") ? ", or a link that begins with https://" : "") + ", but is not");
        }
        return value;
    }
}
