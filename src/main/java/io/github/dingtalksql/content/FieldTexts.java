// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Texts that fields are compared with. Immutable. */
public final class FieldTexts {
    private final Map<String, String> texts = new HashMap<>();
    /** Those of ASCII, and their bytes in the same order. */
    private final String[] ascii;

    private final byte[][] asciiBytes;
    /** The first eight bytes of each, and which bits of eight those are. */
    private final long[] heads;

    private final long[] masks;

    public FieldTexts(Set<String> texts) {
        texts.forEach(text -> this.texts.put(text, text));
        this.ascii = texts.stream()
                .filter(text -> text.chars().allMatch(character -> character < 0x80))
                .toArray(String[]::new);
        this.asciiBytes = new byte[ascii.length][];
        this.heads = new long[ascii.length];
        this.masks = new long[ascii.length];
        for (int i = 0; i < ascii.length; i++) {
            asciiBytes[i] = ascii[i].getBytes(StandardCharsets.US_ASCII);
            heads[i] = ByteScan.eightAt(Arrays.copyOf(asciiBytes[i], Math.max(8, asciiBytes[i].length)), 0);
            int length = asciiBytes[i].length;
            masks[i] = length < 8 ? (1L << length * 8) - 1 : -1;
            heads[i] &= masks[i];
        }
    }

    /** Whether bytes can be compared one text after the other, in less time than to make a text of them. */
    boolean areFew() {
        return ascii.length <= 8;
    }

    /** The one that equals {@code text}, or null. */
    @Nullable
    String find(String text) {
        return texts.get(text);
    }

    /**
     * The one of ASCII whose bytes are those from {@code from} to {@code to} of a buffer with {@link ByteScan#PADDING}, or
     * null.
     */
    @Nullable
    String findAscii(byte[] bytes, int from, int to) {
        long head = ByteScan.eightAt(bytes, from);
        for (int i = 0; i < ascii.length; i++) {
            byte[] text = asciiBytes[i];
            // One branch for both: each is hard to predict.
            if ((head & masks[i] ^ heads[i] | text.length ^ to - from) == 0
                    && (text.length <= 8 || Arrays.equals(bytes, from, to, text, 0, text.length))) {
                return ascii[i];
            }
        }
        return null;
    }
}
