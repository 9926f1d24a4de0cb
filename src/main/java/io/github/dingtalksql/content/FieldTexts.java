// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.nio.charset.StandardCharsets;
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

    public FieldTexts(Set<String> texts) {
        texts.forEach(text -> this.texts.put(text, text));
        this.ascii = texts.stream()
                .filter(text -> text.chars().allMatch(character -> character < 0x80))
                .toArray(String[]::new);
        this.asciiBytes = new byte[ascii.length][];
        for (int i = 0; i < ascii.length; i++) {
            asciiBytes[i] = ascii[i].getBytes(StandardCharsets.US_ASCII);
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

    /** The one that equals the ASCII from {@code from} to {@code to}, or null. */
    @Nullable
    String findAscii(byte[] bytes, int from, int to) {
        for (int i = 0; i < asciiBytes.length; i++) {
            byte[] text = asciiBytes[i];
            if (text.length == to - from && isAt(bytes, from, text)) {
                return ascii[i];
            }
        }
        return null;
    }

    private static boolean isAt(byte[] bytes, int from, byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (bytes[from + i] != text[i]) {
                return false;
            }
        }
        return true;
    }
}
