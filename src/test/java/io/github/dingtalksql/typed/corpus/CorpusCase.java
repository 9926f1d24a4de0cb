// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed.corpus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * One small file and what becomes of it.
 *
 * @param file its content with {@link Signs}, to be put together without line ends
 * @param expected what we make of it
 * @param duckdb what DuckDB makes of it; empty: the same
 */
public record CorpusCase(
        String name, Map<String, String> settings, List<String> file, List<String> expected, List<String> duckdb) {

    public String setting(String key) {
        return settings.getOrDefault(key, "");
    }

    /** Arguments of our function behind those that name the file. */
    public String ourArguments() {
        return setting("ours").isEmpty() ? "" : ", " + setting("ours");
    }

    /** The file as it is stored. */
    public byte[] bytes() throws IOException {
        Charset charset = Charset.forName(settings.getOrDefault("charset", "UTF-8"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String part : Signs.read(String.join("", file)).split("(?=‹)|(?<=›)")) {
            boolean isHex = part.startsWith("‹");
            bytes.write(
                    isHex
                            ? HexFormat.of()
                                    .parseHex(
                                            part.substring(1, part.length() - 1).replace(" ", ""))
                            : part.getBytes(charset));
        }
        return setting("packed").equals("gzip") ? gzip(bytes.toByteArray()) : bytes.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    public CorpusCase expecting(List<String> lines) {
        return new CorpusCase(name, settings, file, lines, duckdb);
    }

    public CorpusCase withDuckDb(List<String> lines) {
        return new CorpusCase(name, settings, file, expected, lines);
    }

    @Override
    public String toString() {
        return name;
    }
}
