// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** U+FEFF at the start of a file, in each charset that uses it; it is no part of the content. */
enum ByteOrderMark {
    /** Before UTF-16LE, whose mark it begins with. */
    UTF_32LE("UTF-32LE", "UTF-32", "fffe0000"),
    UTF_32BE("UTF-32BE", "UTF-32", "0000feff"),
    UTF_16LE("UTF-16LE", "UTF-16", "fffe"),
    UTF_16BE("UTF-16BE", "UTF-16", "feff"),
    UTF_8("UTF-8", "UTF-8", "efbbbf"),
    GB18030("GB18030", "GB18030", "84319533");

    /** Bytes of the longest. */
    static final int LONGEST = 4;

    private final String charsetName;
    private final String family;
    private final byte[] bytes;

    ByteOrderMark(String charsetName, String family, String hex) {
        this.charsetName = charsetName;
        this.family = family;
        this.bytes = HexFormat.of().parseHex(hex);
    }

    /** The mark that a file begins with. */
    static Optional<ByteOrderMark> of(byte[] head, int length) {
        return Arrays.stream(values()).filter(mark -> mark.begins(head, length)).findFirst();
    }

    boolean begins(byte[] head, int length) {
        return length >= bytes.length && Arrays.equals(head, 0, bytes.length, bytes, 0, bytes.length);
    }

    Charset charset() {
        return Charset.forName(charsetName);
    }

    /** The charset's name without its byte order: {@code UTF-16} for {@code UTF-16LE}. */
    String family() {
        return family;
    }

    int length() {
        return bytes.length;
    }
}
