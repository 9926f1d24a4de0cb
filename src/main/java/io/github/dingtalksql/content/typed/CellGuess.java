// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import java.util.EnumSet;
import java.util.Set;

/** Narrows down, cell by cell, what type a column may have. Cells say themselves what they are; texts stay texts. */
final class CellGuess {
    private static final Set<FieldType.Kind> NUMBERS = EnumSet.of(FieldType.Kind.BIGINT, FieldType.Kind.DOUBLE);
    private static final Set<FieldType.Kind> DAYS = EnumSet.of(FieldType.Kind.DATE, FieldType.Kind.TIMESTAMP);

    private final Set<FieldType.Kind> seen = EnumSet.noneOf(FieldType.Kind.class);

    void add(FieldType.Kind kind) {
        seen.add(kind);
    }

    /** The type of all that was seen; VARCHAR if that was nothing. */
    FieldType type() {
        if (seen.size() == 1) {
            return new FieldType(seen.iterator().next(), 0, 0);
        }
        if (seen.isEmpty()) {
            return FieldType.VARCHAR;
        }
        if (NUMBERS.containsAll(seen)) {
            return new FieldType(FieldType.Kind.DOUBLE, 0, 0);
        }
        return DAYS.containsAll(seen) ? new FieldType(FieldType.Kind.TIMESTAMP, 0, 0) : FieldType.VARCHAR;
    }
}
