// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.config;

import io.github.dingtalksql.DingTalkException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    /** What stands between commas, those in brackets left alone. */
    private static final Pattern ITEM = Pattern.compile("((?:[^,\\[\\]]|\\[[^\\[\\]]*])*)(?:,|$)");

    public MountedFile {
        options = Map.copyOf(options);
    }

    /**
     * Reads {@code EMPS:854/798,DEPTS:854/799@2,PAY:https://alidocs.dingtalk.com/i/nodes/…}, each perhaps with options
     * behind it: {@code PLAN:854/803[format=xlsx&sheet=2]}.
     *
     * @throws io.github.dingtalksql.DingTalkException {@code INVALID_PROPERTY}
     */
    static List<MountedFile> parse(String text) {
        List<MountedFile> files = new ArrayList<>();
        Matcher items = ITEM.matcher(text);
        int end = -1;
        while (end < text.length() && items.find(end + 1) && items.start() == end + 1) {
            files.add(one(items.group(1).strip()));
            end = items.start() + items.group(1).length();
        }
        if (end < text.length()) {
            throw malformed();
        }
        checkNames(files);
        return files;
    }

    private static MountedFile one(String item) {
        int bracket = item.indexOf('[');
        // Behind the options nothing follows, no other options either.
        if (bracket >= 0 && item.indexOf(']') != item.length() - 1) {
            throw malformed();
        }
        String plain = bracket < 0 ? item : item.substring(0, bracket);
        Matcher link = LINK_START.matcher(plain);
        int colon = link.find() ? link.start() : plain.lastIndexOf(':');
        if (colon < 0) {
            throw malformed();
        }
        return of(
                plain.substring(0, colon).strip(),
                plain.substring(colon + 1).strip(),
                bracket < 0 ? Map.of() : options(item.substring(bracket + 1, item.length() - 1)));
    }

    private static Map<String, Object> options(String text) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (String option : text.split("&", -1)) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                throw malformed();
            }
            String name = option.substring(0, equals).strip();
            if (options.put(name, decoded(option.substring(equals + 1))) != null) {
                throw PropertyValues.wrong(ConnectionProperty.FILES, "has an option twice for one table");
            }
        }
        return options;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw PropertyValues.wrong(
                    ConnectionProperty.FILES, "has an option with a % that no two hexadecimal digits follow");
        }
    }

    private static DingTalkException malformed() {
        return PropertyValues.wrong(
                ConnectionProperty.FILES,
                "must be like EMPS:854/798,DEPTS:854/799@2,PLAN:854/803[format=xlsx&sheet=2]; in options, brackets, & and"
                        + " % are written as %5B, %5D, %26 and %25");
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
