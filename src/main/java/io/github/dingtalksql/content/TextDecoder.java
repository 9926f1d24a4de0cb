// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Bytes to text, strictly: what is not of the charset is reported, never replaced. */
final class TextDecoder {
    private static final char REPLACEMENT = '\uFFFD';

    private final Charset charset;
    private final boolean asciiIsItself;
    private final CharsetDecoder decoder;
    private final boolean marksErrors;

    TextDecoder(Charset charset) {
        this.charset = charset;
        this.asciiIsItself = keepsAscii(charset);
        this.decoder = charset.newDecoder();
        this.marksErrors = decoder.replacement().equals(String.valueOf(REPLACEMENT));
    }

    /** Then equal texts have equal bytes, and the other way round. */
    boolean isUtf8() {
        return charset.equals(StandardCharsets.UTF_8);
    }

    /** Whether bytes below 0x80 are ASCII in this charset, every one of them (not so in some of Japan). */
    boolean asciiIsItself() {
        return asciiIsItself;
    }

    /** Decodes bytes that are ASCII, in a charset that {@link #asciiIsItself}: a copy, at the speed of memory. */
    static String ascii(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** @return null if some of the bytes are not of the charset; then {@link #malformedAt} says which */
    @Nullable
    String decode(byte[] bytes, int from, int to) {
        // The JDK's bulk decoding is several times faster than a CharsetDecoder and puts U+FFFD where it fails: without
        // one in the result nothing failed. One may as well stand in the file, so then the slow way has the last word.
        String text = new String(bytes, from, to - from, charset);
        if (marksErrors && text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        return malformedAt(bytes, from, to) < 0 ? text : null;
    }

    /** Index of the first byte that is not of the charset, or of the character that is cut short; -1 if all are good. */
    int malformedAt(byte[] bytes, int from, int to) {
        ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
        CharBuffer out = CharBuffer.allocate(1024);
        decoder.reset();
        CoderResult result;
        do {
            result = decoder.decode(in, out.clear(), true);
        } while (result.isOverflow());
        return result.isError() ? in.position() : -1;
    }

    private static boolean keepsAscii(Charset charset) {
        byte[] all = new byte[0x80];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return new String(all, charset).equals(new String(all, StandardCharsets.ISO_8859_1));
    }
}
