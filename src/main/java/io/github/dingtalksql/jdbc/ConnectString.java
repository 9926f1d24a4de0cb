// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.util.function.BiConsumer;

/**
 * Reads {@code key=value;key='quoted; value';…} by the rules of Calcite's connect strings: a quoted value doubles its
 * own quote, an unquoted one ends at the semicolon, space around either is left out, and so are empty parts. Messages
 * show nothing of the text, which may hold secrets anywhere.
 */
final class ConnectString {
    private final String text;
    private int position;

    private ConnectString(String text) {
        this.text = text;
    }

    /** Gives every pair in order. */
    static void parse(String text, BiConsumer<String, String> pairs) {
        ConnectString parser = new ConnectString(text);
        while (parser.skipSeparators()) {
            String key = parser.key();
            pairs.accept(key, parser.value());
        }
    }

    private boolean skipSeparators() {
        while (position < text.length() && (isSpace() || text.charAt(position) == ';')) {
            position++;
        }
        return position < text.length();
    }

    private boolean isSpace() {
        return Character.isWhitespace(text.charAt(position));
    }

    private void skipSpace() {
        while (position < text.length() && isSpace()) {
            position++;
        }
    }

    private String key() {
        int start = position;
        int equals = text.indexOf('=', start);
        int end = text.indexOf(';', start);
        if (equals < 0 || (end >= 0 && end < equals)) {
            throw wrong("has a part that is not key=value");
        }
        String key = text.substring(start, equals).trim();
        if (key.isEmpty()) {
            throw wrong("has a value without a key");
        }
        position = equals + 1;
        return key;
    }

    private String value() {
        skipSpace();
        if (position < text.length() && (text.charAt(position) == '\'' || text.charAt(position) == '"')) {
            return quotedValue(text.charAt(position));
        }
        int end = text.indexOf(';', position);
        end = end < 0 ? text.length() : end;
        String value = text.substring(position, end).trim();
        position = end;
        return value;
    }

    private String quotedValue(char quote) {
        StringBuilder value = new StringBuilder();
        position++;
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c != quote) {
                value.append(c);
                continue;
            }
            if (position < text.length() && text.charAt(position) == quote) {
                value.append(quote);
                position++;
                continue;
            }
            skipSpace();
            if (position < text.length() && text.charAt(position) != ';') {
                throw wrong("has text after a quoted value");
            }
            return value.toString();
        }
        throw wrong("has a quoted value without an end");
    }

    private static DingTalkException wrong(String what) {
        return new DingTalkException(
                ErrorCode.INVALID_PROPERTY,
                "The JDBC URL " + what + "; it must be jdbc:dingtalk:key=value;key=value…, values with ; in quotes");
    }

    /** A value as {@link #parse} reads it back. */
    static String quote(String value) {
        boolean plain = !value.isEmpty()
                && value.chars()
                        .noneMatch(c -> c <= ' ' || c == ';' || c == '\'' || c == '"' || Character.isWhitespace(c));
        return plain ? value : '\'' + value.replace("'", "''") + '\'';
    }
}
