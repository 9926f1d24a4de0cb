// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A column of a file. */
public record FileColumn(String name, FieldType type) {
    /**
     * Reads what the argument {@code columns} says: {@code EMPNO INTEGER, "unit price" DECIMAL(10, 2)}.
     *
     * @throws DingTalkException {@code INVALID_ARGUMENT} if it is not a list of names and types
     */
    public static List<FileColumn> parse(String text) {
        List<FileColumn> columns = new ArrayList<>();
        int begin = 0;
        while (begin <= text.length()) {
            int end = endOfItem(text, begin);
            columns.add(column(text.substring(begin, end).strip(), text));
            begin = end + 1;
        }
        checkNames(columns);
        return columns;
    }

    private static void checkNames(List<FileColumn> columns) {
        Set<String> names = new HashSet<>();
        for (FileColumn column : columns) {
            boolean isBlank = column.name.isBlank();
            if (isBlank || !names.add(column.name.toLowerCase(Locale.ROOT))) {
                throw new DingTalkException(
                        ErrorCode.INVALID_ARGUMENT,
                        isBlank
                                ? "columns has a name that is blank"
                                : "columns names " + column.name + " twice; case is no difference in SQL");
            }
        }
    }

    /** Index of the next comma that stands in neither quotes nor parentheses. */
    private static int endOfItem(String text, int begin) {
        boolean quoted = false;
        int depth = 0;
        for (int i = begin; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && !quoted && depth == 0) {
                return i;
            }
        }
        return text.length();
    }

    private static FileColumn column(String item, String text) {
        boolean quoted = item.startsWith("\"");
        int end = quoted ? closingQuote(item) : firstSpace(item);
        if (end < 1 || end >= item.length() - 1) {
            throw new DingTalkException(
                    ErrorCode.INVALID_ARGUMENT,
                    "columns wants a list of names and types such as 'EMPNO INTEGER, \"unit price\" DECIMAL(10, 2)',"
                            + " but has '" + (item.isEmpty() ? text : item) + "'");
        }
        String name = quoted ? item.substring(1, end).replace("\"\"", "\"") : item.substring(0, end);
        return new FileColumn(name, FieldType.parse(item.substring(end + 1)));
    }

    private static int closingQuote(String item) {
        int at = item.indexOf('"', 1);
        while (at > 0 && at + 1 < item.length() && item.charAt(at + 1) == '"') {
            at = item.indexOf('"', at + 2);
        }
        return at;
    }

    private static int firstSpace(String item) {
        for (int i = 0; i < item.length(); i++) {
            if (Character.isWhitespace(item.charAt(i))) {
                return i;
            }
        }
        return -1;
    }
}
