// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

/** What a list may do that the reference allows, or that a broken service does. */
public enum OddPaging {
    /** Pages are a third shorter than asked for without being the last. */
    SHORT_PAGES,
    /** After each page there is an empty one, after the last page too. */
    EMPTY_PAGES,
    /** Each page begins with the last row of the page before. */
    REPEATED_ROWS,
    /** From the second page on, the {@code nextToken} is the one that the page was asked for with: there is no end. */
    REPEATED_TOKEN
}
