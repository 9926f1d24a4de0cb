// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

/** How texts are written in a workbook. */
final class CellText {
    private static final int ESCAPE_LENGTH = 7;

    private CellText() {}

    /** {@code _x000D_} is a character that XML does not have, and {@code _x005F_} an underscore before such. */
    static String unescaped(CharSequence text) {
        String plain = text.toString();
        int at = plain.indexOf("_x");
        if (at < 0) {
            return plain;
        }
        StringBuilder result = new StringBuilder(plain.length());
        int from = 0;
        while (at >= 0) {
            int code = code(plain, at);
            if (code < 0) {
                at = plain.indexOf("_x", at + 2);
                continue;
            }
            result.append(plain, from, at).append((char) code);
            from = at + ESCAPE_LENGTH;
            at = plain.indexOf("_x", from);
        }
        return result.append(plain, from, plain.length()).toString();
    }

    private static int code(String text, int at) {
        if (at + ESCAPE_LENGTH > text.length() || text.charAt(at + ESCAPE_LENGTH - 1) != '_') {
            return -1;
        }
        int code = 0;
        for (int i = at + 2; i < at + ESCAPE_LENGTH - 1; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            code = code * 16 + digit;
        }
        return code;
    }
}
