// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * CRC-64 of whole objects, each computed at its first request. Objects of more than 128 MiB have none: reading them
 * through would hold the first byte back for longer than a client waits. Safe for use by many threads.
 */
final class Checksums {
    static final long LARGEST = 128L << 20;

    private final Map<String, Long> byContent = new ConcurrentHashMap<>();

    OptionalLong crc64(ObjectBytes bytes) throws IOException {
        long length = bytes.length();
        if (length > LARGEST) {
            return OptionalLong.empty();
        }
        try {
            String content = bytes.etag() + "|" + length;
            return OptionalLong.of(byContent.computeIfAbsent(content, key -> compute(bytes, length)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static long compute(ObjectBytes bytes, long length) {
        Crc64 crc = new Crc64();
        try {
            bytes.write(0, length, crc);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return crc.value();
    }
}
