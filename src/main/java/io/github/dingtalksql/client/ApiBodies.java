// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Reads answers of the API: bounded, and as strict JSON. Thread-safe. */
final class ApiBodies {
    /** Longest answer; real ones have about 2 KiB. */
    static final int MAX_BYTES = 1 << 20;
    /** Longest error answer that is looked at. */
    static final int MAX_ERROR_BYTES = 1 << 16;

    private final Late<JsonMapper> mapper = new Late<>(ApiBodies::newMapper);

    private static JsonMapper newMapper() {
        return JsonMapper.builder(JsonFactory.builder()
                        // The default hangs buffers, and with them our class loader, on the caller's thread.
                        .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(64)
                                .maxNumberLength(64)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** The bytes of the body; null if a successful answer is longer than allowed. An error's is cut. */
    byte @Nullable [] bytes(Response response) throws IOException {
        int limit = response.isSuccessful() ? MAX_BYTES : MAX_ERROR_BYTES;
        BufferedSource source = response.body().source();
        if (!source.request(limit + 1L)) {
            return source.readByteArray();
        }
        return response.isSuccessful() ? null : source.readByteArray(limit);
    }

    /** The JSON object in {@code bytes}; null if they are anything else. Jackson's message may quote secrets: dropped. */
    @Nullable
    JsonNode object(byte[] bytes) {
        try {
            JsonNode tree = mapper.get().readTree(bytes);
            return tree != null && tree.isObject() ? tree : null;
        } catch (IOException e) {
            // Not only JsonProcessingException: what looks like UTF-32 and is none is a CharConversionException.
            return null;
        }
    }

    /** Makes what reads and writes. */
    void makeReady() {
        object("{}".getBytes(StandardCharsets.UTF_8));
    }

    byte[] write(JsonNode body) throws IOException {
        return mapper.get().writeValueAsBytes(body);
    }
}
