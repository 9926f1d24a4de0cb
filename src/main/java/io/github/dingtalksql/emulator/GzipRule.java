// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * When OSS compresses an answer (its page on compressing objects), and how: in chunks, without ETag, Content-Length and
 * Accept-Ranges. Parts are never compressed here; the page does not speak of them.
 */
final class GzipRule {
    private static final long SMALLEST = 1024;
    private static final Set<String> TYPES = Set.of(
            "text/cache-manifest",
            "text/xml",
            "text/css",
            "text/html",
            "text/plain",
            "application/javascript",
            "application/x-javascript",
            "application/rss+xml",
            "application/json",
            "text/json");

    private GzipRule() {}

    static boolean applies(IncomingRequest request, String contentType, OssRange range) {
        String accepted = request.header("accept-encoding");
        String type = contentType.split(";")[0].strip().toLowerCase(Locale.ROOT);
        return !range.isPart()
                && range.length() >= SMALLEST
                && accepted != null
                && accepted.contains("gzip")
                && TYPES.contains(type);
    }

    static Answer compressed(Answer plain) {
        Answer answer = new Answer(plain.status(), plain.headers(), new Compressed(plain.body()));
        answer.headers().remove("ETag");
        answer.headers().remove("Accept-Ranges");
        answer.headers().put("Content-Encoding", "gzip");
        return answer;
    }

    private record Compressed(Answer.Body body) implements Answer.Body {
        @Override
        public long length() {
            return UNKNOWN_LENGTH;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            try (GZIPOutputStream gzip = new GZIPOutputStream(new Unclosed(out))) {
                body.writeTo(gzip);
            }
        }
    }

    /** The connection outlives the compressed stream. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
