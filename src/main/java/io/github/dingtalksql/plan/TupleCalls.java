// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

/**
 * What reading the rows of one tuple of keys costs in API calls, if nothing is kept from before; for {@code EXPLAIN}.
 *
 * @param number of calls; of a listing those of its first page
 * @param pageSize rows that one call of a listing gives; 0 if it is no listing
 */
public record TupleCalls(int number, int pageSize) {
    /** So many calls. */
    public static TupleCalls of(int number) {
        return new TupleCalls(number, 0);
    }

    /** A listing, a call for each page. */
    public static TupleCalls pagesOf(int pageSize) {
        return new TupleCalls(1, pageSize);
    }
}
