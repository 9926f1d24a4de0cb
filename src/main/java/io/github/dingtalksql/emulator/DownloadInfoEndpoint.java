// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/downloadInfos/query}.
 *
 * <p>Where the reference is silent: a version that does not exist is {@code dentryNotExist}, a folder and an online
 * document are {@code operationNotSupported}; for operators see {@link People#operator}.
 */
final class DownloadInfoEndpoint implements ApiCall {
    static final String PATH = "/v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/downloadInfos/query";

    private final FileStore store;
    private final ObjectSigner signer;
    private final Organization organization;
    private final Supplier<String> resourceBase;

    /** @param resourceBase where objects are served, without a trailing slash; known once the server is bound */
    DownloadInfoEndpoint(
            FileStore store, ObjectSigner signer, Organization organization, Supplier<String> resourceBase) {
        this.store = store;
        this.signer = signer;
        this.organization = organization;
        this.resourceBase = resourceBase;
    }

    @Override
    public ObjectNode call(IncomingRequest request) throws ApiRefusal {
        Person operator = People.operator(request, "unionId");
        String spaceId = request.variable("spaceId");
        String dentryId = request.variable("dentryId");
        checkId("paramError.spaceId", spaceId);
        checkId("paramError.dentryId", dentryId);
        Long asked = version(request);
        if (!store.hasSpace(spaceId)) {
            throw new ApiRefusal(404, "spaceNotExist", "space " + spaceId + " does not exist");
        }
        var failing = store.findFailing(spaceId, dentryId);
        if (failing.isPresent()) {
            throw failing.get().refusal();
        }
        EmulatedFile file = store.find(spaceId, dentryId).orElseThrow(() -> notAFile(spaceId, dentryId));
        organization
                .findSpace(spaceId)
                .orElseThrow(ApiRefusal::permissionDenied)
                .checkReader(operator);
        long version = asked == null ? file.version() : asked;
        if (file.findVersion(version).isEmpty()) {
            throw new ApiRefusal(404, "dentryNotExist", "version " + version + " does not exist");
        }
        return info(FileStore.objectKey(spaceId, dentryId, version));
    }

    @Override
    public Target target(IncomingRequest request) {
        String file = request.variable("spaceId") + "/" + request.variable("dentryId");
        try {
            return new Target(file, version(request));
        } catch (ApiRefusal e) {
            return new Target(file, null); // The call itself refuses this body.
        }
    }

    private ObjectNode info(String key) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("protocol", "HEADER_SIGNATURE");
        ObjectNode info = answer.putObject("headerSignatureInfo");
        info.putArray("resourceUrls").add(resourceBase.get() + "/" + key);
        ObjectNode headers = info.putObject("headers");
        signer.sign("GET", ObjectEndpoint.resource(key)).forEach(headers::put);
        info.put("expirationSeconds", signer.expirationSeconds());
        info.put("region", "ZHANGJIAKOU");
        // Documented as not in use: a client that tries it finds nothing.
        info.putArray("internalResourceUrls").add("http://zjk-internal.invalid/yundisk0/" + key);
        return answer;
    }

    private ApiRefusal notAFile(String spaceId, String dentryId) {
        return organization
                .find(spaceId, dentryId)
                .map(dentry -> new ApiRefusal(400, "operationNotSupported", "the dentry is not a file with bytes"))
                .orElseGet(() -> new ApiRefusal(404, "dentryNotExist", "dentry " + dentryId + " does not exist"));
    }

    private static void checkId(String code, String id) throws ApiRefusal {
        if (!id.matches("[0-9]{1,19}")) {
            throw new ApiRefusal(400, code, "not a decimal number");
        }
    }

    /** Checks {@code option} and gives its version, if it names one. */
    private static @Nullable Long version(IncomingRequest request) throws ApiRefusal {
        JsonNode option = JsonBodies.parse(request).path("option");
        check(isAbsent(option) || option.isObject(), "option is not an object");
        // There is no dedicated storage here, so it changes nothing; the journal shows what was sent.
        JsonNode preferIntranet = option.path("preferIntranet");
        check(isAbsent(preferIntranet) || preferIntranet.isBoolean(), "option.preferIntranet is not a boolean");
        JsonNode version = option.path("version");
        if (isAbsent(version)) {
            return null;
        }
        boolean isLong = version.isIntegralNumber() && version.canConvertToLong();
        check(isLong && version.longValue() > 0, "option.version is not a version number");
        return version.longValue();
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static void check(boolean isValid, String message) throws ApiRefusal {
        if (!isValid) {
            throw new ApiRefusal(400, "paramError", message);
        }
    }
}
