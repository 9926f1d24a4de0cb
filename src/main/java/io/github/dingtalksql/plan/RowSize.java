// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Guesses how much memory a row holds: rather too much than too little. */
final class RowSize {
    private static final int OBJECT = 24;

    private RowSize() {}

    static long of(@Nullable Object value) {
        if (value instanceof String text) {
            return OBJECT + OBJECT + 2L * text.length();
        }
        long size = OBJECT;
        if (value instanceof Object[] row) {
            for (Object part : row) {
                size += Integer.BYTES + of(part);
            }
        } else if (value instanceof Collection<?> list) {
            for (Object part : list) {
                size += Integer.BYTES + of(part);
            }
        } else if (value instanceof byte[] bytes) {
            size += bytes.length;
        }
        return size;
    }
}
