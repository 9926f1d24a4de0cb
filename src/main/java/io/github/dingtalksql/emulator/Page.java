// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param nextToken null at the end
 */
record Page<T>(List<T> rows, @Nullable String nextToken) {
    Page {
        rows = List.copyOf(rows);
    }
}
