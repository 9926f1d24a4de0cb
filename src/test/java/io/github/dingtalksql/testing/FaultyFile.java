// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.testing;

import io.github.dingtalksql.testing.FaultServer.Reply;
import io.github.dingtalksql.testing.FaultServer.Request;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file on an object store, with one fault at one of its bytes. Safe for use by many threads. */
public final class FaultyFile implements StoredFile {
    /** What the file is made of. */
    public interface Bytes {
        byte[] between(long from, long to);
    }

    private static final String ETAG = "ETag: \"5B3C1A2E053D763E1B002CC607C5A0FE\"";
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final int PIECE = 1 << 16;

    private final Bytes bytes;
    private final long size;
    private final long place;
    private final CutKind kind;
    private final AtomicBoolean happened = new AtomicBoolean();
    private final AtomicInteger signature = new AtomicInteger(1);

    public FaultyFile(Bytes bytes, long size, long place, CutKind kind) {
        this.bytes = bytes;
        this.size = size;
        this.place = place;
        this.kind = kind;
    }

    @Override
    public boolean hasHappened() {
        return happened.get();
    }

    @Override
    public int signature() {
        return signature.get();
    }

    @Override
    public void to(Request request, Reply reply) throws IOException {
        if (!("OSS LTAI:sig" + signature).equals(request.header("Authorization"))) {
            refuse(reply, 403, "AccessDenied");
            return;
        }
        Matcher range = RANGE.matcher(String.valueOf(request.header("Range")));
        boolean ranged = range.matches();
        long from = ranged ? Long.parseLong(range.group(1)) : 0;
        boolean open = !ranged || range.group(2).isEmpty();
        long asked = open ? size : Long.parseLong(range.group(2)) + 1;
        Transfer transfer = new Transfer(reply, from, Math.min(asked, size), ranged);
        boolean isHere = from <= place && (place < transfer.to() || size == 0);
        if (!isHere || happened.get()) {
            transfer.asOss(asked > size || !ranged);
            return;
        }
        if (kind.needsStart() && from < place) {
            // Everything up to the place, so that the next request begins there.
            transfer.partHead().send(place).reply().fin();
            return;
        }
        if (!happened.compareAndSet(false, true)) {
            transfer.asOss(asked > size || !ranged);
            return;
        }
        kind.happen(transfer);
    }

    static void refuse(Reply reply, int status, String code, String... headers) throws IOException {
        reply.full(status, "<?xml version=\"1.0\"?>\n<Error>\n  <Code>" + code + "</Code>\n</Error>", headers);
    }

    /** The answer to one request for the bytes from {@code from} to {@code to}. */
    final class Transfer {
        private final Reply reply;
        private final long from;
        private final long to;
        private final boolean ranged;

        Transfer(Reply reply, long from, long to, boolean ranged) {
            this.reply = reply;
            this.from = from;
            this.to = to;
            this.ranged = ranged;
        }

        Reply reply() {
            return reply;
        }

        long from() {
            return from;
        }

        long to() {
            return to;
        }

        long place() {
            return place;
        }

        String etag() {
            return ETAG;
        }

        String contentRange(long first, long end) {
            return "Content-Range: bytes " + first + "-" + (end - 1) + "/" + size;
        }

        /** OSS answers a range that is not inside the object with all of it. */
        void asOss(boolean whole) throws IOException {
            if (whole) {
                whole();
            } else {
                partHead().send(to);
            }
        }

        void whole() throws IOException {
            reply.head(200, "Content-Length: " + size, ETAG);
            new Transfer(reply, 0, size, false).send(size);
        }

        Transfer partHead() throws IOException {
            return head("Content-Length: " + (to - from));
        }

        /** A right head but for what is given instead of its length. */
        Transfer head(String length) throws IOException {
            if (ranged) {
                reply.head(206, ETAG, contentRange(from, to), length);
            } else {
                reply.head(200, ETAG, "Accept-Ranges: bytes", length);
            }
            return this;
        }

        /** The right bytes up to {@code end}. */
        Transfer send(long end) throws IOException {
            for (long at = from; at < end; at += PIECE) {
                reply.send(bytes.between(at, Math.min(end, at + PIECE)));
            }
            return this;
        }

        byte[] between(long first, long end) {
            return bytes.between(first, end);
        }

        /** The signature is not accepted any more, now and later. */
        void expire() throws IOException {
            signature.incrementAndGet();
            refuse(reply, 403, "AccessDenied");
        }
    }
}
