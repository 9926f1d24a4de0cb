// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * {@code /v2.0/doc/dentries/…/queryDentryId} and {@code …/queryDentryUuid}: the two names of a dentry.
 *
 * <p>Where the reference is silent: {@code documentNotExist} ("does not exist or format not supported") is also said of a
 * root folder and of a folder shortcut; other folders and online documents have both names.
 */
final class DentryIdCalls {
    private final Organization organization;

    DentryIdCalls(Organization organization) {
        this.organization = organization;
    }

    ObjectNode queryDentryId(IncomingRequest request) throws ApiRefusal {
        Person operator = People.operator(request, "operatorId");
        String uuid = request.variable("dentryUuid");
        return names(organization.findNode(uuid).orElseThrow(DentryIdCalls::notExist), operator);
    }

    ObjectNode queryDentryUuid(IncomingRequest request) throws ApiRefusal {
        Person operator = People.operator(request, "operatorId");
        String spaceId = Parameters.required(request, "spaceId");
        String dentryId = request.variable("dentryId");
        if (!Parameters.isId(spaceId) || !Parameters.isId(dentryId)) {
            throw Parameters.invalid(Parameters.isId(spaceId) ? "dentryId" : "spaceId");
        }
        return names(organization.find(spaceId, dentryId).orElseThrow(DentryIdCalls::notExist), operator);
    }

    private ObjectNode names(Dentry dentry, Person operator) throws ApiRefusal {
        organization.workspaceOf(dentry).checkReader(operator);
        if (Organization.isRoot(dentry) || dentry.kind() == DentryKind.SHORTCUT) {
            throw notExist();
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("dentryUuid", dentry.uuid())
                .put("dentryId", dentry.dentryId())
                .put("spaceId", dentry.spaceId());
    }

    private static ApiRefusal notExist() {
        return new ApiRefusal(404, "documentNotExist", "The document does not exist or its format is not supported.");
    }
}
