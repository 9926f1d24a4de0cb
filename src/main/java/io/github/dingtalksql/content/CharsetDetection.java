// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What charset a file is in, from its first bytes: byte-order mark, else UTF-16 if its zero bytes say so clearly, else
 * UTF-8 if they are valid UTF-8, else GB18030 if they are valid GB18030, else UTF-8. A guess: text of Western Europe
 * may pass for GB18030. It is never revised later: bytes that do not fit it are an error.
 */
final class CharsetDetection {
    /** How much of a file is looked at. */
    static final int SAMPLE_BYTES = 64 * 1024;

    private static final Charset GB18030 = Charset.forName("GB18030");

    private CharsetDetection() {}

    /** @param whole whether nothing follows in the file; else the last character may be cut short */
    static Encoding detect(byte[] sample, int length, boolean whole) {
        Optional<ByteOrderMark> mark = ByteOrderMark.of(sample, length);
        if (mark.isPresent()) {
            return Encoding.of(mark.get().charset(), mark.get().length());
        }
        return Encoding.of(withoutMark(sample, length, whole), 0);
    }

    private static Charset withoutMark(byte[] sample, int length, boolean whole) {
        if (looksLikeUtf16(sample, length, 1) && isValid(StandardCharsets.UTF_16LE, sample, length, whole)) {
            return StandardCharsets.UTF_16LE;
        }
        if (looksLikeUtf16(sample, length, 0) && isValid(StandardCharsets.UTF_16BE, sample, length, whole)) {
            return StandardCharsets.UTF_16BE;
        }
        boolean isGb18030 =
                !isValid(StandardCharsets.UTF_8, sample, length, whole) && isValid(GB18030, sample, length, whole);
        return isGb18030 ? GB18030 : StandardCharsets.UTF_8;
    }

    /**
     * Whether the high byte of at least every fourth unit is zero, as in anything with ASCII in it, no low byte is, and
     * a line end is a unit of its own if there is any. A NUL or two in other text does not look so.
     */
    private static boolean looksLikeUtf16(byte[] sample, int length, int highByte) {
        int zeros = 0;
        boolean lineFeeds = false;
        boolean lineEnds = false;
        for (int low = 1 - highByte; low < length; low += 2) {
            int high = low - 1 + 2 * highByte;
            boolean isZero = high < length && sample[high] == 0;
            if (sample[low] == 0) {
                return false;
            }
            zeros += isZero ? 1 : 0;
            lineFeeds |= sample[low] == '\n' || high < length && sample[high] == '\n';
            lineEnds |= isZero && (sample[low] == '\n' || sample[low] == '\r');
        }
        return zeros >= 2 && zeros >= length / 8 && (lineEnds || !lineFeeds);
    }

    private static boolean isValid(Charset charset, byte[] sample, int length, boolean whole) {
        CharsetDecoder decoder = charset.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(sample, 0, length);
        CharBuffer out = CharBuffer.allocate(4096);
        CoderResult result;
        do {
            result = decoder.decode(in, out.clear(), whole);
        } while (result.isOverflow());
        return !result.isError();
    }
}
