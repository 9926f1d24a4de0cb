// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed.corpus;

import java.util.regex.Pattern;

/** Characters that do not show, as signs that do. */
final class Signs {
    private static final String SIGNS = "␊␍␉␀";
    private static final String CHARACTERS = "\n\r\t\0";
    private static final Pattern LONE_SURROGATE = Pattern.compile("[\\x{D800}-\\x{DFFF}]");

    private Signs() {}

    static String read(String shown) {
        return replaced(shown, SIGNS, CHARACTERS);
    }

    static String show(String text) {
        return LONE_SURROGATE
                .matcher(replaced(text, CHARACTERS, SIGNS))
                .replaceAll(match -> "‹" + Integer.toHexString(match.group().charAt(0)) + "›");
    }

    private static String replaced(String text, String from, String to) {
        String result = text;
        for (int i = 0; i < from.length(); i++) {
            result = result.replace(from.charAt(i), to.charAt(i));
        }
        return result;
    }
}
