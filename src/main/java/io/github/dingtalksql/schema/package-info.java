// SPDX-License-Identifier: Apache-2.0
/** Layer 4 of 5: which tables and functions there are, their columns and keys. May use Calcite and every layer below. */
@NullMarked
package io.github.dingtalksql.schema;

import org.jspecify.annotations.NullMarked;
