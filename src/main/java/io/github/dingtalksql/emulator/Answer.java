// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an endpoint answers with.
 *
 * @param headers without Content-Length, which follows from the body
 */
record Answer(int status, Map<String, String> headers, Body body) {
    static final Body NO_BODY = new Body() {
        @Override
        public long length() {
            return 0;
        }

        @Override
        public void writeTo(OutputStream out) {}
    };

    Answer {
        headers = new LinkedHashMap<>(headers);
    }

    static Answer text(int status, Map<String, String> headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Answer(status, headers, new Part(new ArrayBytes(bytes), 0, bytes.length));
    }

    /** Bytes to send. */
    interface Body {
        int UNKNOWN_LENGTH = -1;

        /** Number of bytes, or {@link #UNKNOWN_LENGTH}: then they are sent in chunks. */
        long length();

        void writeTo(OutputStream out) throws IOException;
    }

    /** A part of an object. */
    record Part(ObjectBytes bytes, long offset, long length) implements Body {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            bytes.write(offset, length, out);
        }
    }

    /** A body whose length is not told. */
    record Unmeasured(Body body) implements Body {
        @Override
        public long length() {
            return UNKNOWN_LENGTH;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            body.writeTo(out);
        }
    }
}
