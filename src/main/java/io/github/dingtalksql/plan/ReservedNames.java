// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of ours that SQL reserves, and that users write without quotes all the same. */
final class ReservedNames {
    /**
     * Literals, quoted names and comments, which stay as they are; then {@code recursive}, and whether WITH stands before
     * it; or the name of an argument.
     */
    private static final Pattern NAME = Pattern.compile(
            "'[^']*+'?|\"[^\"]*+\"?|--[^\\r\\n]*+|/\\*.*?(?:\\*/|$)"
                    + "|(\\bWITH\\s+)?(?<![\\w$])(RECURSIVE(?![\\w$])|[A-Z]\\w*+(?=\\s*=>))",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private ReservedNames() {}

    /** {@code sql} with quotes around what can be nothing but the name of a column or an argument. */
    static String quoted(String sql) {
        return NAME.matcher(sql).replaceAll(match -> {
            boolean isColumn = match.group(2) != null && match.group(1) == null;
            String text = isColumn ? "\"" + match.group(2).toLowerCase(Locale.ROOT) + "\"" : match.group();
            return Matcher.quoteReplacement(text);
        });
    }
}
