// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1.0/storage/spaces/{spaceId}}: the space, lists of its dentries, single dentries and their versions. The last
 * page of a list has an empty {@code nextToken}, while those of the wiki have none: both occur.
 *
 * <p>Where the reference is silent: a list of children without {@code maxResults} has pages of 50; versions come the
 * newest first, the current one among them; the versions of a folder are {@code paramError}.
 */
final class DentryCalls {
    static final String CORP_ID = "dingemulator0corp0id";

    private static final int LONGEST_PAGE = 50;
    private static final int MOST_VERSIONS = 100;
    private static final int LARGEST_BATCH = 30;
    private static final int MOST_APPS = 20;

    private final Organization organization;
    private final Pages pages;
    private final DentryJson json;

    DentryCalls(Organization organization, DentryJson json, Pages pages) {
        this.organization = organization;
        this.json = json;
        this.pages = pages;
    }

    ObjectNode space(IncomingRequest request) throws ApiRefusal {
        Workspace workspace = readable(request, "paramError");
        long used = organization.all(workspace.spaceId()).stream()
                .mapToLong(Dentry::size)
                .sum();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("space", DentryJson.space(workspace, used));
        return answer;
    }

    ObjectNode list(IncomingRequest request) throws ApiRefusal {
        Workspace workspace = readable(request, "paramError");
        String parentId = Parameters.required(request, "parentId");
        PageRequest asked = PageRequest.of(request, LONGEST_PAGE, "paramError");
        String orderBy =
                Parameters.choice(request, "orderBy", "paramError", "MODIFIED_TIME", "CREATE_TIME", "NAME", "SIZE");
        String order = Parameters.choice(request, "order", "paramError", "DESC", "ASC");
        boolean withThumbnail = Parameters.flag(request, "withThumbnail");
        checkId(parentId, "paramError", "parentId");
        Dentry parent = find(workspace, parentId);
        List<Dentry> sorted = sorted(organization.children(parent), orderBy, order);
        String list = String.join("|", "dentries", request.path(), parentId, orderBy, order);
        return dentries(pages.page(sorted, asked, list), withThumbnail);
    }

    ObjectNode listAll(IncomingRequest request) throws ApiRefusal {
        Workspace workspace = readable(request, "paramError");
        ObjectNode option = Parameters.option(JsonBodies.parse(request));
        PageRequest asked = PageRequest.of(option, LONGEST_PAGE);
        String order = Parameters.choice(Parameters.text(option, "order"), "order", "paramError", "ASC", "DESC");
        boolean withThumbnail = Parameters.flag(option, "withThumbnail");
        List<Dentry> sorted = sorted(organization.all(workspace.spaceId()), "MODIFIED_TIME", order);
        return dentries(pages.page(sorted, asked, String.join("|", "all", request.path(), order)), withThumbnail);
    }

    ObjectNode get(IncomingRequest request) throws ApiRefusal {
        Workspace workspace = readable(request, "paramError");
        String dentryId = request.variable("dentryId");
        checkId(dentryId, "paramError", "dentryId");
        ObjectNode option = Parameters.option(JsonBodies.parse(request));
        DentryJson.Extras extras = extras(option);
        Dentry dentry = find(workspace, dentryId);
        if (Organization.isRoot(dentry)) {
            throw notExist(dentryId);
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("dentry", json.of(dentry, extras));
        return answer;
    }

    ObjectNode batch(IncomingRequest request) throws ApiRefusal {
        Workspace workspace = readable(request, "paramError");
        ObjectNode body = JsonBodies.parse(request);
        List<String> ids = Parameters.requiredTexts(body, "dentryIds", LARGEST_BATCH);
        DentryJson.Extras extras = extras(Parameters.option(body));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode items = answer.putArray("resultItems");
        for (String id : ids) {
            Optional<Dentry> dentry =
                    organization.find(workspace.spaceId(), id).filter(found -> !Organization.isRoot(found));
            ObjectNode item = items.addObject();
            item.put("spaceId", workspace.spaceId()).put("dentryId", id).put("success", dentry.isPresent());
            if (dentry.isEmpty()) {
                item.put("errorCode", "dentryNotExist");
                continue;
            }
            item.set("dentry", json.of(dentry.get(), extras));
        }
        return answer;
    }

    ObjectNode versions(IncomingRequest request) throws ApiRefusal {
        Workspace workspace = readable(request, "paramError.spaceId");
        String dentryId = request.variable("dentryId");
        checkId(dentryId, "paramError", "dentryId");
        PageRequest asked = PageRequest.of(request, MOST_VERSIONS, "paramError.maxResults");
        Dentry dentry = find(workspace, dentryId);
        if (dentry.kind().isFolder()) {
            throw new ApiRefusal(400, "paramError", "param dentryId is invalid: not a file");
        }
        return dentries(
                pages.page(organization.versions(dentry), asked, String.join("|", "versions", request.path())), false);
    }

    private Workspace readable(IncomingRequest request, String errorCode) throws ApiRefusal {
        Person operator = People.operator(request, "unionId");
        String spaceId = request.variable("spaceId");
        checkId(spaceId, errorCode, "spaceId");
        Workspace workspace = organization
                .findSpace(spaceId)
                .orElseThrow(() -> new ApiRefusal(404, "spaceNotExist", "space " + spaceId + " does not exist"));
        workspace.checkReader(operator);
        return workspace;
    }

    private Dentry find(Workspace workspace, String dentryId) throws ApiRefusal {
        return organization.find(workspace.spaceId(), dentryId).orElseThrow(() -> notExist(dentryId));
    }

    private ObjectNode dentries(Page<Dentry> page, boolean withThumbnail) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode dentries = answer.putArray("dentries");
        page.rows().forEach(dentry -> dentries.add(json.of(dentry, new DentryJson.Extras(withThumbnail, List.of()))));
        answer.put("nextToken", orEmpty(page.nextToken()));
        return answer;
    }

    private static DentryJson.Extras extras(ObjectNode option) throws ApiRefusal {
        return new DentryJson.Extras(
                Parameters.flag(option, "withThumbnail"),
                Parameters.texts(option, "appIdsForAppProperties", MOST_APPS));
    }

    private static List<Dentry> sorted(List<Dentry> dentries, String orderBy, String order) {
        Comparator<Dentry> by = switch (orderBy) {
            case "CREATE_TIME" -> Comparator.comparing(Dentry::createdAt);
            case "NAME" -> Comparator.comparing(Dentry::name);
            case "SIZE" -> Comparator.comparing(Dentry::size);
            default -> Comparator.comparing(Dentry::modifiedAt);
        };
        Comparator<Dentry> total = by.thenComparing(dentry -> Long.parseLong(dentry.dentryId()));
        return dentries.stream()
                .sorted(order.equals("DESC") ? total.reversed() : total)
                .toList();
    }

    private static String orEmpty(@Nullable String token) {
        return token == null ? "" : token;
    }

    private static void checkId(String id, String errorCode, String name) throws ApiRefusal {
        if (!Parameters.isId(id)) {
            throw new ApiRefusal(400, errorCode, "param " + name + " is invalid: not a decimal number");
        }
    }

    private static ApiRefusal notExist(String dentryId) {
        return new ApiRefusal(404, "dentryNotExist", "dentry " + dentryId + " does not exist");
    }
}
