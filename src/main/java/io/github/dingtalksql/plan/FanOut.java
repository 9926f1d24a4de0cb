// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

/**
 * How a query reads several sources (files, calls).
 *
 * @param parallelism most sources that are being read, or have begun to be, at once; at least 1
 * @param skipFailures whether a source that cannot be read becomes a warning instead of failing the query
 */
public record FanOut(int parallelism, boolean skipFailures) {
    /** One after the other; the first failure ends the query. */
    public static final FanOut NONE = new FanOut(1, false);
}
