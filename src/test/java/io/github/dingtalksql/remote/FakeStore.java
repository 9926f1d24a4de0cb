// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.testing.FaultServer.Answer;
import io.github.dingtalksql.testing.FaultServer.Reply;
import io.github.dingtalksql.testing.FaultServer.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object as OSS serves it, ranges that leave it included. Every byte is a function of its offset, so that a misplaced
 * one is seen.
 */
final class FakeStore implements Answer {
    static final String ETAG = "\"5B3C1A2E053D763E1B002CC607C5A0FE\"";
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

    final long size;
    final String etag;
    volatile String crc;
    /** Headers of every answer beyond the usual ones. */
    final List<String> extra = new ArrayList<>();

    FakeStore(long size) {
        this(size, ETAG);
    }

    FakeStore(long size, String etag) {
        this.size = size;
        this.etag = etag;
    }

    /** The CRC-64 of all that it holds. */
    String rightCrc() {
        Crc64 sum = new Crc64();
        sum.update(bytes(0, size), 0, (int) size);
        return sum.decimal();
    }

    static byte byteAt(long offset) {
        return (byte) (offset * 0x9E3779B97F4A7C15L >>> 56);
    }

    static byte[] bytes(long from, long to) {
        byte[] bytes = new byte[(int) (to - from)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = byteAt(from + i);
        }
        return bytes;
    }

    static long[] range(Request request) {
        Matcher range = RANGE.matcher(String.valueOf(request.header("Range")));
        return range.matches()
                ? new long[] {Long.parseLong(range.group(1)), Long.parseLong(range.group(2)) + 1}
                : new long[] {0, Long.MAX_VALUE};
    }

    @Override
    public void to(Request request, Reply reply) throws IOException {
        answer(request, reply, Long.MAX_VALUE);
    }

    /** The right head and at most {@code most} bytes of the body; answers how long the body should have been. */
    long answer(Request request, Reply reply, long most) throws IOException {
        String match = request.header("If-Match");
        if (match != null && etag != null && !match.equals(etag)) {
            reply.full(412, "<Error><Code>PreconditionFailed</Code></Error>", "Content-Type: application/xml");
            return 0;
        }
        long[] range = range(request);
        boolean inside = request.header("Range") != null && range[1] <= size;
        long from = inside ? range[0] : 0;
        long to = inside ? range[1] : size;
        List<String> headers = new ArrayList<>(extra);
        headers.add("Content-Length: " + (to - from));
        headers.add("Last-Modified: Fri, 24 Feb 2012 06:07:48 GMT");
        if (etag != null) {
            headers.add("ETag: " + etag);
        }
        if (crc != null) {
            headers.add("x-oss-hash-crc64ecma: " + crc);
        }
        if (inside) {
            headers.add("Content-Range: bytes " + from + "-" + (to - 1) + "/" + size);
        }
        reply.head(inside ? 206 : 200, headers.toArray(new String[0]));
        long end = Math.min(to, from + Math.min(most, Long.MAX_VALUE - from));
        for (long at = from; at < end; at += 1 << 16) {
            reply.send(bytes(at, Math.min(end, at + (1 << 16))));
        }
        return to - from;
    }

    /** Sends {@code count} right bytes, then resets the connection. */
    Answer resetAfter(long count) {
        return (request, reply) -> {
            answer(request, reply, count);
            reply.rst();
        };
    }

    /** Sends {@code count} right bytes, then ends the connection in good order. */
    Answer finAfter(long count) {
        return (request, reply) -> {
            answer(request, reply, count);
            reply.fin();
        };
    }

    Answer stallAfter(long count) {
        return (request, reply) -> {
            answer(request, reply, count);
            reply.stall();
        };
    }

    static Answer error(int status, String code, String... headers) {
        return (request, reply) ->
                reply.full(status, "<?xml version=\"1.0\"?>\n<Error>\n  <Code>" + code + "</Code>\n</Error>", headers);
    }
}
