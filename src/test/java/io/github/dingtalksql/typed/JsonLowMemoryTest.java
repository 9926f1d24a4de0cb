// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.bench.Query;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** JSON of more than the heap, packed: an array is streamed, and a value without end is an error. */
class JsonLowMemoryTest {
    private static final int OBJECTS = 2_000_000;

    @Test
    void streamsAnArray() throws Exception {
        String object = "{\"id\":1,\"tags\":[\"x\",\"y\"],\"text\":\"0123456789\"},";
        byte[] file = packed("[", object, OBJECTS - 1, "{\"id\":2}]");

        assertThat(query(file, "SELECT count(*) || ' ' || sum(id) FROM read_json('854', '1')"))
                .contains(" " + OBJECTS + " " + (OBJECTS + 1) + "\n");
    }

    @Test
    void aValueWithoutEndIsAnError() throws Exception {
        byte[] file = packed("{\"id\":1}\n{\"id\":\"", "x", 100_000_000, "\"}");

        assertThat(query(file, "SELECT id FROM read_json('854', '1', columns => 'id VARCHAR')"))
                .contains("record 2, byte offset 9: the values of the object that begins here are longer than"
                        + " maxRecordBytes")
                .doesNotContain("OutOfMemory");
    }

    private static byte[] packed(String head, String piece, int count, String tail) throws IOException {
        int pieces = 100_000 / piece.length();
        byte[] block = piece.repeat(pieces).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes, 1 << 16)) {
            gzip.write(head.getBytes(StandardCharsets.UTF_8));
            for (int left = count; left > 0; left -= pieces) {
                gzip.write(block, 0, Math.min(left, pieces) * piece.length());
            }
            gzip.write(tail.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String query(byte[] file, String sql) throws Exception {
        try (TypedFiles files = TypedFiles.ofBytes("", file)) {
            String url = "jdbc:dingtalk:endpoint=" + files.emulator.endpoint() + ";accessToken="
                    + files.emulator.accessToken() + ";unionId=" + files.emulator.unionId();
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Query.class.getName(),
                            url,
                            sql,
                            "1")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        }
    }
}
