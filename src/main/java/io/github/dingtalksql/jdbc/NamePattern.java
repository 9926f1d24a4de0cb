// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A search pattern of {@code DatabaseMetaData}: {@code %} is any text, {@code _} any character, {@code \} makes the
 * next one literal. Names match without regard to case, as they do in SQL. Clients that forget to escape the {@code _}
 * of {@code file_content} find it too.
 */
final class NamePattern {
    static final char ESCAPE = '\\';
    private static final Pattern ANYTHING = Pattern.compile(".*", Pattern.DOTALL);

    private final Pattern pattern;

    private NamePattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @param text null for any name */
    static NamePattern of(@Nullable String text) {
        if (text == null) {
            return new NamePattern(ANYTHING);
        }
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                // Several in a row are one; more would only make the matcher slow.
                regex.append(regex.toString().endsWith(".*") ? "" : ".*");
            } else if (c == '_') {
                regex.append('.');
            } else {
                boolean isEscape = c == ESCAPE && i + 1 < text.length();
                regex.append(Pattern.quote(String.valueOf(isEscape ? text.charAt(++i) : c)));
            }
        }
        return new NamePattern(
                Pattern.compile(regex.toString(), Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    boolean matches(String name) {
        return pattern.matcher(name).matches();
    }
}
