// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Texts to compare fields with, ready to be compared as bytes of UTF-8. */
public final class EncodedTexts {
    private final Set<String> texts;
    private final byte[][] encoded;

    public EncodedTexts(List<String> texts) {
        this.texts = Set.copyOf(texts);
        List<byte[]> all = new ArrayList<>();
        for (String text : this.texts) {
            try {
                ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
                all.add(Arrays.copyOf(bytes.array(), bytes.limit()));
            } catch (CharacterCodingException e) {
                // Half a surrogate pair: no bytes decode to it.
            }
        }
        this.encoded = all.toArray(new byte[0][]);
    }

    boolean contains(String text) {
        return texts.contains(text);
    }

    /** Whether the bytes from {@code from} to {@code to} are one of the texts in UTF-8. */
    boolean contains(byte[] bytes, int from, int to) {
        for (byte[] text : encoded) {
            if (text.length == to - from && isAt(text, bytes, from)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(byte[] text, byte[] bytes, int from) {
        for (int i = 0; i < text.length; i++) {
            if (bytes[from + i] != text[i]) {
                return false;
            }
        }
        return true;
    }
}
