// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the property {@code workspaces}. */
final class MountedWorkspaces {
    /** What an item is, with double quotes around it if it holds a comma; and the comma or the end behind it. */
    private static final Pattern ITEM = Pattern.compile("\\s*(?:\"((?:[^\"]|\"\")+)\"|([^\",]+))\\s*(,|$)");

    /** Schemas that are there anyway. */
    private static final Set<String> TAKEN = Set.of("dingtalk", "files");

    private static final int LONGEST = 256;

    private MountedWorkspaces() {}

    /**
     * Reads {@code Sales,"Tea, green and black",Qnp9zOoBVBZZ}.
     *
     * @throws io.github.dingtalksql.DingTalkException {@code INVALID_PROPERTY}
     */
    static List<String> parse(String text) {
        List<String> items = new ArrayList<>();
        Set<String> seen = new HashSet<>(TAKEN);
        Matcher matcher = ITEM.matcher(text);
        int position = 0;
        boolean isMore = true;
        while (isMore) {
            if (!matcher.find(position) || matcher.start() != position) {
                throw wrong(
                        "must be names or ids of knowledge bases with commas between them, such as Sales,Engineering");
            }
            String item = matcher.group(1) == null
                    ? matcher.group(2).strip()
                    : matcher.group(1).replace("\"\"", "\"");
            if (item.isBlank() || item.length() > LONGEST) {
                throw wrong("has a name that is empty or longer than " + LONGEST + " characters");
            }
            if (!seen.add(item.toLowerCase(Locale.ROOT))) {
                throw wrong("has a name that another schema has already (\"dingtalk\" and \"files\" are schemas, too);"
                        + " give the id of the knowledge base instead");
            }
            items.add(item);
            position = matcher.end();
            isMore = matcher.group(3).equals(",");
        }
        return items;
    }

    private static RuntimeException wrong(String what) {
        return PropertyValues.wrong(ConnectionProperty.WORKSPACES, what);
    }
}
