// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes two forms that other systems know the way that Calcite's parser wants them: {@code LATERAL f(…)} as
 * {@code LATERAL TABLE(f(…))}, and {@code EXPLAIN SELECT …} as {@code EXPLAIN PLAN FOR SELECT …}. For text that does not
 * parse as it stands.
 */
final class ToleratedForms {
    private static final Pattern EXPLAIN =
            Pattern.compile("^\\s*EXPLAIN\\s+(?=SELECT\\b|WITH\\b|VALUES\\b|\\()", Pattern.CASE_INSENSITIVE);
    /** What may stand before the call of a function in LATERAL; its name is a word, quoted or not, with or without schema. */
    private static final Pattern LATERAL = Pattern.compile(
            "\\bLATERAL\\s+(?!TABLE\\b)(?=(\"[^\"]+\"|\\w+)(\\s*\\.\\s*(\"[^\"]+\"|\\w+))*\\s*\\()",
            Pattern.CASE_INSENSITIVE);
    /** Strings, quoted names and comments, whose text is no SQL. */
    private static final Pattern OPAQUE =
            Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    private ToleratedForms() {}

    /** {@code sql} with both forms written out; itself if it has none. */
    static String written(String sql) {
        String explained = EXPLAIN.matcher(sql).replaceFirst("EXPLAIN PLAN FOR ");
        StringBuilder text = new StringBuilder(explained);
        int from = 0;
        Matcher lateral = LATERAL.matcher(text);
        while (lateral.find(from)) {
            int name = lateral.end();
            int close = isOpaque(text, lateral.start()) ? -1 : closing(text, text.indexOf("(", name));
            if (close >= 0) {
                text.insert(close + 1, ')').insert(name, "TABLE(");
            }
            from = name;
            lateral = LATERAL.matcher(text);
        }
        return text.toString();
    }

    /** Index of the parenthesis that closes the one at {@code open}; -1 if none does. */
    private static int closing(CharSequence text, int open) {
        int depth = 0;
        for (int i = open; i >= 0 && i < text.length(); i++) {
            int skipped = endOfOpaque(text, i);
            if (skipped > i) {
                i = skipped - 1;
                continue;
            }
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static int endOfOpaque(CharSequence text, int at) {
        Matcher opaque = OPAQUE.matcher(text).region(at, text.length());
        return opaque.lookingAt() ? opaque.end() : at;
    }

    private static boolean isOpaque(CharSequence text, int at) {
        Matcher opaque = OPAQUE.matcher(text);
        while (opaque.find()) {
            if (opaque.start() <= at && at < opaque.end()) {
                return true;
            }
        }
        return false;
    }
}
