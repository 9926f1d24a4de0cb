// SPDX-License-Identifier: Apache-2.0
/** Layer 3 of 5: bytes to records to fields. May use Commons CSV and {@code remote}; knows nothing of SQL. */
@NullMarked
package io.github.dingtalksql.content;

import org.jspecify.annotations.NullMarked;
