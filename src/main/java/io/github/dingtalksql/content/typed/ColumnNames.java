// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes column names of what a header says: none blank, none twice (case is no difference in SQL). */
final class ColumnNames {
    private ColumnNames() {}

    static List<String> of(List<String> header) {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            String plain = header.get(i).strip();
            String wanted = plain.isEmpty() ? numbered(i) : plain;
            String name = wanted;
            for (int n = 1; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
                name = wanted + "_" + n;
            }
            names.add(name);
        }
        return names;
    }

    /** @param position 0-based */
    static String numbered(int position) {
        return "column" + (position + 1);
    }
}
