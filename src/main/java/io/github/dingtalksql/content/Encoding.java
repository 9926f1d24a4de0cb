// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * How the bytes of one file are text.
 *
 * @param charset what they are decoded with; never one whose byte order is open
 * @param markLength bytes of the byte-order mark at the start of the file, 0 for none
 * @param cutAsBytes whether the bytes of quote, comma, tab, CR and LF mean nothing else in this charset
 * @param unit bytes of one code unit: a character begins at a multiple of it only. 0 if that cannot be said, as with
 *     shift sequences; always 1 if {@code cutAsBytes}
 */
record Encoding(Charset charset, int markLength, boolean cutAsBytes, int unit) {
    /**
     * Multi-byte charsets in which a byte of a longer character is never one of those that records are cut at. A test
     * encodes every character of each to prove it.
     */
    static final Set<String> CUT_AS_BYTES = Set.of(
            "UTF-8",
            "GB18030",
            "GBK",
            "GB2312",
            "x-mswin-936",
            "Big5",
            "Big5-HKSCS",
            "x-windows-950",
            "Shift_JIS",
            "windows-31j",
            "EUC-JP",
            "EUC-KR",
            "x-windows-949");

    /** The encoding that the user asked for, with the mark that a file of it may begin with. */
    static Encoding asked(Charset asked, byte[] head, int length) {
        String name = asked.name().toUpperCase(Locale.ROOT);
        for (ByteOrderMark mark : ByteOrderMark.values()) {
            boolean fits = mark.charset().equals(asked) || isOpen(name) && name.contains(mark.family());
            if (fits && mark.begins(head, length)) {
                return of(mark.charset(), mark.length());
            }
        }
        if (!isOpen(name)) {
            return of(asked, 0);
        }
        String family = name.contains("UTF-16") ? "UTF-16" : "UTF-32";
        return of(Charset.forName(family + (name.contains("LE-BOM") ? "LE" : "BE")), 0);
    }

    static Encoding of(Charset charset, int markLength) {
        String name = charset.name();
        if (CUT_AS_BYTES.contains(name)) {
            return new Encoding(charset, markLength, true, 1);
        }
        if (name.startsWith("UTF-16")) {
            return new Encoding(charset, markLength, false, 2);
        }
        if (name.startsWith("UTF-32")) {
            return new Encoding(charset, markLength, false, 4);
        }
        if (!isSingleByte(charset)) {
            return new Encoding(charset, markLength, false, 0);
        }
        return new Encoding(charset, markLength, keepsCuttingBytes(charset), 1);
    }

    /** Whether the file's start has to be seen to know what {@code asked} means: the byte order of plain UTF-16. */
    static boolean isOpen(Charset asked) {
        return isOpen(asked.name().toUpperCase(Locale.ROOT));
    }

    private static boolean isOpen(String name) {
        return name.equals("UTF-16") || name.equals("UTF-32") || name.endsWith("-BOM");
    }

    private static boolean isSingleByte(Charset charset) {
        return charset.canEncode()
                && charset.newEncoder().maxBytesPerChar() == 1f
                && new String(allBytes(), charset).length() == 256;
    }

    private static boolean keepsCuttingBytes(Charset charset) {
        String decoded = new String(allBytes(), charset);
        String plain = new String(allBytes(), StandardCharsets.ISO_8859_1);
        for (char cut : "\",\t\r\n".toCharArray()) {
            if (decoded.indexOf(cut) != plain.indexOf(cut) || decoded.lastIndexOf(cut) != plain.indexOf(cut)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] allBytes() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return all;
    }
}
