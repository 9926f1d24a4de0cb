// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import java.util.Locale;

/** What the format of a cell says that its number is. */
enum CellFormat {
    /** A number, or a span of time such as {@code [h]:mm}. */
    NUMBER,
    DATE,
    TIME,
    TIMESTAMP;

    private static final int LONGEST_CODE = 1024;

    /** One of the formats that every program knows, those of Chinese programs among them (ECMA-376 18.8.30). */
    static CellFormat ofNumber(int id) {
        if (id >= 14 && id <= 17 || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 54 || id == 57 || id == 58) {
            return DATE;
        }
        if (id >= 18 && id <= 21 || id >= 32 && id <= 35 || id == 45 || id == 47 || id == 55 || id == 56) {
            return TIME;
        }
        return id == 22 ? TIMESTAMP : NUMBER;
    }

    /** A format that the workbook defines, such as {@code yyyy"年"m"月"d"日";@}. */
    static CellFormat ofCode(String code) {
        String plain = letters(code.substring(0, Math.min(LONGEST_CODE, code.length())));
        boolean isSpan = plain.indexOf('\0') >= 0;
        // "E+" is an exponent, "e" alone a year.
        String withoutExponent = plain.replace("e+", "").replace("e-", "");
        boolean hasTime = withoutExponent.indexOf('h') >= 0 || withoutExponent.indexOf('s') >= 0;
        boolean hasDay = withoutExponent.indexOf('y') >= 0
                || withoutExponent.indexOf('d') >= 0
                || withoutExponent.indexOf('e') >= 0
                || withoutExponent.contains("aaa");
        boolean hasMonth = withoutExponent.indexOf('m') >= 0 && !hasTime;
        if (isSpan || plain.contains("general")) {
            return NUMBER;
        }
        if (hasTime) {
            return hasDay ? TIMESTAMP : TIME;
        }
        return hasDay || hasMonth ? DATE : NUMBER;
    }

    /** The first section without what is shown as it is, in lower case; a span of time becomes a NUL. */
    private static String letters(String code) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == ';') {
                break;
            }
            if (c == '"') {
                i = endOf(code, i, '"');
            } else if (c == '[') {
                int end = endOf(code, i, ']');
                String inside = code.substring(i + 1, Math.max(i + 1, end)).toLowerCase(Locale.ROOT);
                letters.append(inside.matches("h+|m+|s+") ? "\0" : "");
                i = end;
            } else if (c == '\\' || c == '_' || c == '*') {
                i++;
            } else {
                letters.append(Character.toLowerCase(c));
            }
        }
        return letters.toString().replace("am/pm", "h").replace("a/p", "h");
    }

    private static int endOf(String code, int begin, char end) {
        int at = code.indexOf(end, begin + 1);
        return at < 0 ? code.length() : at;
    }
}
