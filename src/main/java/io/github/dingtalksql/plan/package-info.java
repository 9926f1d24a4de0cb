// SPDX-License-Identifier: Apache-2.0
/** Layer 3 of 5: how a query binds keys and reaches a scan; the way from SQL text to rows. May use Calcite; knows no table of its own. */
@NullMarked
package io.github.dingtalksql.plan;

import org.jspecify.annotations.NullMarked;
