// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import org.jspecify.annotations.Nullable;

/** Text from outside, made fit for a message: one line, bounded, without the secrets that we know. */
public final class CleanText {
    private CleanText() {}

    /** {@code text} on one line without control characters, cut after {@code max} characters; null becomes empty. */
    public static String line(@Nullable String text, int max) {
        if (text == null) {
            return "";
        }
        StringBuilder clean = new StringBuilder(Math.min(text.length(), max));
        for (int i = 0; i < text.length() && clean.length() < max; i++) {
            char c = text.charAt(i);
            clean.append(isUnsafe(c) ? ' ' : c);
        }
        return clean.toString().strip();
    }

    /** {@code text} with every occurrence of {@code secret} taken out. */
    static String without(@Nullable String secret, String text) {
        if (secret == null || secret.length() < 4) {
            return text;
        }
        return text.replace(secret, "***");
    }

    // Line and paragraph separators and bidirectional overrides can forge log lines as well as CR and LF can.
    private static boolean isUnsafe(char c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || c == '\u2028'
                || c == '\u2029'
                || Character.isSurrogate(c);
    }
}
