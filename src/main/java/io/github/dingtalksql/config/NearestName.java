// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.config;

import java.util.Locale;
import java.util.Optional;

/** Finds what somebody meant who mistyped the name of a property. */
final class NearestName {
    /** Longer names are not compared to their end; no property is as long. */
    private static final int LONGEST = 64;

    private NearestName() {}

    /** Empty if no name is near enough to be meant. */
    static Optional<ConnectionProperty> of(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        wanted = wanted.substring(0, Math.min(LONGEST, wanted.length()));
        ConnectionProperty nearest = ConnectionProperty.ENDPOINT;
        int best = Integer.MAX_VALUE;
        for (ConnectionProperty property : ConnectionProperty.values()) {
            int distance = distance(wanted, property.key().toLowerCase(Locale.ROOT));
            if (property.alias().isPresent()) {
                distance = Math.min(distance, distance(wanted, property.alias().get()));
            }
            if (distance < best) {
                best = distance;
                nearest = property;
            }
        }
        return best <= Math.max(2, wanted.length() / 2) && best < wanted.length() - 1
                ? Optional.of(nearest)
                : Optional.empty();
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        return before[b.length()];
    }
}
