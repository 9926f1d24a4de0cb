// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a listing.
 *
 * @param nextToken what asks for the next page; null at the end. A page may be short or empty without being the last
 */
record Page<T>(List<T> rows, @Nullable String nextToken) {
    Page {
        rows = List.copyOf(rows);
    }

    @Override
    public String toString() {
        return "Page[" + rows.size() + " rows]";
    }
}
