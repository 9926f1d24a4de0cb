// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import org.apache.calcite.linq4j.Enumerator;

/** Rows that know where they come from. */
interface PlacedRows<R> extends Enumerator<R> {
    /** Where the current row is, for messages; empty if that is not known. */
    String place();

    static String of(Enumerator<?> rows) {
        return rows instanceof PlacedRows<?> placed ? placed.place() : "";
    }
}
