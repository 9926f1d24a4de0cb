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
 * @param version null: the current one
 * @param options arguments of the function that reads it, by name; beside them {@code format}
 */
public record MountedFile(
        String name,
        String spaceId,
        String dentryId,
        @Nullable Long version,
        Map<String, Object> options) {
    private static final Pattern FILE =
            Pattern.compile("([A-Za-z0-9_-]{1,128})/([A-Za-z0-9_-]{1,128})(?:@(\\d{1,18}))?");

    public MountedFile {
        options = Map.copyOf(options);
    }

    /**
     * Reads {@code EMPS:854/798,DEPTS:854/799@2}.
     *
     * @throws io.github.dingtalksql.DingTalkException {@code INVALID_PROPERTY}
     */
    static List<MountedFile> parse(String text) {
        List<MountedFile> files = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            int colon = item.lastIndexOf(':');
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
     * @param file {@code 854/798} or {@code 854/798@2}
     * @throws io.github.dingtalksql.DingTalkException {@code INVALID_PROPERTY}
     */
    public static MountedFile of(String name, String file, Map<String, Object> options) {
        Matcher matcher = FILE.matcher(file);
        if (name.isEmpty() || !matcher.matches()) {
            throw PropertyValues.wrong(
                    ConnectionProperty.FILES,
                    "must give each table a name and a file, SPACE_ID/DENTRY_ID or SPACE_ID/DENTRY_ID@VERSION");
        }
        Long version = matcher.group(3) == null ? null : Long.valueOf(matcher.group(3));
        return new MountedFile(name, matcher.group(1), matcher.group(2), version, options);
    }

    private static void checkNames(List<MountedFile> files) {
        Set<String> names = new HashSet<>();
        for (MountedFile file : files) {
            if (!names.add(file.name.toLowerCase(Locale.ROOT))) {
                throw PropertyValues.wrong(ConnectionProperty.FILES, "has two tables of the same name");
            }
        }
    }

    /** {@code 854/798@2}. */
    public String file() {
        return spaceId + "/" + dentryId + (version == null ? "" : "@" + version);
    }
}
