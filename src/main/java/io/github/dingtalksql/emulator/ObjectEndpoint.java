// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import io.github.dingtalksql.emulator.FileStore.StoredObject;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.OptionalLong;

/** The object store: GET of a signed URL. */
final class ObjectEndpoint implements Endpoint {
    static final String PATH = "/yundisk0/{key}";

    private static final String BUCKET = "lippi-space-zjk";

    private final FileStore store;
    private final ObjectSigner signer;
    private final Checksums checksums = new Checksums();

    ObjectEndpoint(FileStore store, ObjectSigner signer) {
        this.store = store;
        this.signer = signer;
    }

    /** The resource as it is signed. */
    static String resource(String key) {
        return "/" + BUCKET + "/yundisk0/" + key;
    }

    @Override
    public Answer answer(IncomingRequest request) throws IOException {
        String requestId = RequestIds.ofStore();
        try {
            String key = request.variable("key");
            signer.check(request, resource(key));
            StoredObject object = store.findObject(key)
                    .orElseThrow(() -> new OssRefusal(404, "NoSuchKey", "The specified key does not exist.")
                            .with("Key", "yundisk0/" + key));
            return answer(request, object, requestId);
        } catch (NoSuchFileException e) {
            return new OssRefusal(404, "NoSuchKey", "The specified key does not exist.")
                    .answer(requestId, host(request));
        } catch (OssRefusal e) {
            return e.answer(requestId, host(request));
        }
    }

    @Override
    public Target target(IncomingRequest request) {
        return store.findObject(request.variable("key"))
                .map(object -> new Target(
                        object.file().spaceId() + "/" + object.file().dentryId(),
                        object.version().number()))
                .orElse(Target.NONE);
    }

    private Answer answer(IncomingRequest request, StoredObject object, String requestId)
            throws IOException, OssRefusal {
        ObjectBytes bytes = object.version().bytes();
        String etag = bytes.etag();
        boolean isUnchanged =
                Preconditions.isUnchanged(request, etag, object.version().modifiedAt());
        Map<String, String> headers = headers(object, etag, requestId);
        if (isUnchanged) {
            return new Answer(304, headers, Answer.NO_BODY);
        }
        OptionalLong crc64 = checksums.crc64(bytes);
        crc64.ifPresent(value -> headers.put("x-oss-hash-crc64ecma", Crc64.text(value)));
        long size = bytes.length();
        boolean isStandard = "standard".equals(request.header("x-oss-range-behavior"));
        OssRange range = OssRange.of(request.header("range"), isStandard, size);
        Answer.Body body = new Answer.Part(bytes, range.offset(), range.length());
        if (range.isPart()) {
            long last = range.offset() + range.length() - 1;
            headers.put("Content-Range", "bytes " + range.offset() + "-" + last + "/" + size);
            return new Answer(206, headers, body);
        }
        Answer whole = new Answer(200, headers, body);
        return GzipRule.applies(request, object.file().contentType(), range) ? GzipRule.compressed(whole) : whole;
    }

    private static Map<String, String> headers(StoredObject object, String etag, String requestId) {
        Map<String, String> headers = OssRefusal.headers(requestId);
        headers.put("Content-Type", object.file().contentType());
        headers.put("ETag", '"' + etag + '"');
        headers.put("Last-Modified", OssTime.format(object.version().modifiedAt()));
        headers.put("Accept-Ranges", "bytes");
        headers.put("x-oss-object-type", "Normal");
        headers.put("x-oss-storage-class", "Standard");
        return headers;
    }

    private static String host(IncomingRequest request) {
        String host = request.header("host");
        return host == null ? "" : host;
    }
}
