// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file that is a table by itself.
 *
 * @param name of the table
 * @param spaceId null if {@code node} is given
 * @param dentryId null if {@code node} is given
 * @param node its link as the browser shows it, or its node id; else null
 * @param version null: the current one
 * @param options arguments of the function that reads it, by name; beside them {@code format}
 */
public record MountedFile(
        String name,
        @Nullable String spaceId,
        @Nullable String dentryId,
        @Nullable String node,
        @Nullable Long version,
        Map<String, Object> options) {
    private static final String ID = "[A-Za-z0-9_-]{1,128}";
    private static final Pattern FILE = Pattern.compile("(?:(" + ID + ")/(" + ID + ")|(" + ID
            + "|https?://[^/?#\\s]+/i/nodes/" + ID + "(?:[/?#]\\S*?)?))(?:@(\\d{1,18}))?");
    private static final Pattern LINK_START = Pattern.compile(":\\s*https?://");

    public MountedFile {
        options = Map.copyOf(options);
    }

    /**
     * Reads {@code EMPS:854/798,DEPTS:854/799@2,PAY:https://alidocs.dingtalk.com/i/nodes/…}.
     *
     * @throws io.github.dingtalksql.DingTalkException {@code INVALID_PROPERTY}
     */
    static List<MountedFile> parse(String text) {
        List<MountedFile> files = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            Matcher link = LINK_START.matcher(item);
            int colon = link.find() ? link.start() : item.lastIndexOf(':');
            if (colon < 0) {
                throw PropertyValues.wrong(ConnectionProperty.FILES, "must be like EMPS:854/798,DEPTS:854/799@2");
            }
            files.add(of(
                    item.substring(0, colon).strip(), item.substring(colon + 1).strip(), Map.of()));
        }
        checkNames(files);
        return files;
    }

    /**
     * One file.
     *
     * @param file {@code 854/798}, or a node id or link; each may have a version behind it: {@code 854/798@2}
     * @throws io.github.dingtalksql.DingTalkException {@code INVALID_PROPERTY}
     */
    public static MountedFile of(String name, String file, Map<String, Object> options) {
        Matcher matcher = FILE.matcher(file);
        if (name.isEmpty() || !matcher.matches()) {
            throw PropertyValues.wrong(
                    ConnectionProperty.FILES,
                    "must give each table a name and a file: SPACE_ID/DENTRY_ID, a node id or the link of a file, each"
                            + " perhaps with @VERSION behind it");
        }
        Long version = matcher.group(4) == null ? null : Long.valueOf(matcher.group(4));
        return new MountedFile(name, matcher.group(1), matcher.group(2), matcher.group(3), version, options);
    }

    private static void checkNames(List<MountedFile> files) {
        Set<String> names = new HashSet<>();
        for (MountedFile file : files) {
            if (!names.add(file.name.toLowerCase(Locale.ROOT))) {
                throw PropertyValues.wrong(ConnectionProperty.FILES, "has two tables of the same name");
            }
        }
    }

    /** As it was given: {@code 854/798@2}. */
    public String file() {
        return (node == null ? spaceId + "/" + dentryId : node) + (version == null ? "" : "@" + version);
    }
}
