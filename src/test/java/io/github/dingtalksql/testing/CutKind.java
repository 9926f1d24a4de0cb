// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.testing;

import io.github.dingtalksql.testing.FaultyFile.Transfer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Every fault that can happen to a transfer at a byte and can be recovered from, with the number of its case. Those that
 * need another URL get one. Left out is case 21, which needs a minute or another clock.
 */
public enum CutKind {
    RESET_BEFORE_HEADERS(2, true, transfer -> transfer.reply().rst()),
    END_BEFORE_HEADERS(3, true, transfer -> transfer.reply().fin()),
    SILENCE(5, true, transfer -> transfer.reply().stall()),
    GARBAGE(10, true, transfer -> transfer.reply().send(new byte[64]).fin()),
    ENDLESS_HEADERS(12, true, CutKind::endlessHeaders),
    RESET(
            13,
            false,
            transfer -> transfer.partHead().send(transfer.place()).reply().rst()),
    END(
            14,
            false,
            transfer -> transfer.partHead().send(transfer.place()).reply().fin()),
    END_WITHOUT_LENGTH(
            15,
            false,
            transfer -> transfer.head("Connection: close")
                    .send(transfer.place())
                    .reply()
                    .fin()),
    CHUNKS_WITHOUT_THE_LAST(16, false, transfer -> chunks(transfer).fin()),
    LENGTH_TOO_SMALL(19, false, CutKind::lengthTooSmall),
    STALL(
            20,
            false,
            transfer -> transfer.partHead().send(transfer.place()).reply().stall()),
    WHOLE_FILE(24, true, Transfer::whole),
    FROM_ELSEWHERE(26, true, CutKind::fromElsewhere),
    SHORTER_PART(27, false, CutKind::shorterPart),
    NO_CONTENT_RANGE(28, true, transfer -> transfer.reply().full(206, "", transfer.etag())),
    SEVERAL_PARTS(29, true, CutKind::severalParts),
    NO_CONTENT(35, true, transfer -> transfer.reply().head(204)),
    COMPRESSED(36, true, CutKind::compressed),
    ENDLESS_ERROR(39, true, CutKind::endlessError),
    BROKEN_CHUNK(40, false, transfer -> chunks(transfer).send(ascii("zz\r\n")).fin()),
    REDIRECT_ELSEWHERE(43, true, status(302, "Moved", "Location: http://elsewhere.example/x")),
    EXPIRED(53, true, Transfer::expire),
    UNAUTHORIZED(57, true, status(401, "Unauthorized")),
    GONE(57, true, status(404, "NoSuchKey")),
    STATUS_500(58, true, status(500, "InternalError")),
    STATUS_502(58, true, status(502, "BadGateway")),
    STATUS_504(58, true, status(504, "GatewayTimeout")),
    STATUS_503(59, true, status(503, "TotalQpsLimitExceeded", "Retry-After: 0")),
    STATUS_429(60, true, status(429, "TooManyRequests")),
    STATUS_408(61, true, status(408, "RequestTimeout"));

    private interface Act {
        void on(Transfer transfer) throws IOException;
    }

    private final int number;
    private final boolean needsStart;
    private final Act act;

    CutKind(int number, boolean needsStart, Act act) {
        this.number = number;
        this.needsStart = needsStart;
        this.act = act;
    }

    public int number() {
        return number;
    }

    /** Whether it is the answer to a request that begins at the place, and not a break in the middle of one. */
    public boolean needsStart() {
        return needsStart;
    }

    /** Whether the client finds it by waiting. */
    public boolean isSilent() {
        return this == SILENCE || this == STALL;
    }

    /** Whether it can happen at this byte of a file of this size. */
    public boolean isPossible(long size, long place) {
        return this == WHOLE_FILE ? place > 0 : needsStart || size > 0;
    }

    void happen(Transfer transfer) throws IOException {
        act.on(transfer);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Act status(int status, String code, String... headers) {
        return transfer -> FaultyFile.refuse(transfer.reply(), status, code, headers);
    }

    private static FaultServer.Reply chunks(Transfer transfer) throws IOException {
        long count = transfer.place() - transfer.from();
        transfer.head("Transfer-Encoding: chunked");
        if (count > 0) {
            transfer.reply().send(ascii(Long.toHexString(count) + "\r\n"));
            transfer.send(transfer.place()).reply().send(ascii("\r\n"));
        }
        return transfer.reply();
    }

    private static void lengthTooSmall(Transfer transfer) throws IOException {
        transfer.head("Content-Length: " + (transfer.place() - transfer.from()))
                .send(transfer.to())
                .reply()
                .fin();
    }

    private static void shorterPart(Transfer transfer) throws IOException {
        long end = Math.max(transfer.place(), transfer.from() + 1);
        transfer.reply()
                .head(
                        206,
                        transfer.etag(),
                        "Content-Length: " + (end - transfer.from()),
                        transfer.contentRange(transfer.from(), end));
        transfer.send(end);
    }

    private static void fromElsewhere(Transfer transfer) throws IOException {
        long first = transfer.from() + 1;
        transfer.reply()
                .head(
                        206,
                        transfer.etag(),
                        "Content-Length: 1",
                        "Content-Range: bytes " + first + "-" + first + "/" + (first + 1))
                .send(new byte[1]);
    }

    private static void severalParts(Transfer transfer) throws IOException {
        transfer.reply()
                .full(
                        206,
                        "--x\r\n\r\nwrong\r\n--x--",
                        transfer.etag(),
                        "Content-Type: multipart/byteranges; boundary=x",
                        "Content-Range: bytes " + transfer.from() + "-" + (transfer.from() + 17) + "/99999999");
    }

    private static void compressed(Transfer transfer) throws IOException {
        transfer.reply()
                .full(
                        206,
                        "wrong",
                        transfer.etag(),
                        "Content-Encoding: gzip",
                        "Content-Range: bytes " + transfer.from() + "-" + (transfer.from() + 4) + "/99999999");
    }

    private static void endlessHeaders(Transfer transfer) throws IOException {
        transfer.reply().send(ascii("HTTP/1.1 206 Status\r\n"));
        byte[] header = ascii("X-Filler: " + "x".repeat(1 << 14) + "\r\n");
        try {
            for (int i = 0; i < 10_000; i++) {
                transfer.reply().send(header);
            }
        } finally {
            transfer.reply().fin();
        }
    }

    private static void endlessError(Transfer transfer) throws IOException {
        transfer.reply().head(500, "Content-Length: 1000000000").send(ascii("<html>"));
        try {
            for (int i = 0; i < 1000; i++) {
                transfer.reply().send(new byte[1 << 20]);
            }
        } finally {
            transfer.reply().fin();
        }
    }
}
