// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Names of tables for the files of a knowledge base: the file's name without its extension, or, where two would be the
 * same without regard to case, what tells them apart: folders, then the extension, then the id.
 */
final class TableNames {
    private static final List<Function<WorkspaceFile, String>> FORMS = List.of(
            WorkspaceFile::name,
            file -> file.stem().substring(1),
            file -> file.path().substring(1),
            file -> file.path().substring(1) + " (" + file.file().dentryId() + ")");

    private TableNames() {}

    /** The names, in the order of the files. No two are the same. */
    static List<String> of(List<WorkspaceFile> files) {
        int[] forms = new int[files.size()];
        List<String> names = names(files, forms);
        while (lengthenEqual(names, forms)) {
            names = names(files, forms);
        }
        return names;
    }

    private static List<String> names(List<WorkspaceFile> files, int[] forms) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < forms.length; i++) {
            names.add(FORMS.get(forms[i]).apply(files.get(i)));
        }
        return names;
    }

    private static boolean lengthenEqual(List<String> names, int[] forms) {
        Map<String, Long> counts =
                names.stream().collect(Collectors.groupingBy(TableNames::key, Collectors.counting()));
        boolean isLonger = false;
        for (int i = 0; i < forms.length; i++) {
            if (counts.getOrDefault(key(names.get(i)), 0L) > 1 && forms[i] < FORMS.size() - 1) {
                forms[i]++;
                isLonger = true;
            }
        }
        return isLonger;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
