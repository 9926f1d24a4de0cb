// SPDX-License-Identifier: Apache-2.0
/** Layer 5 of 5: the JDBC driver: connections, statements, results, metadata. May use {@code schema}, {@code plan} and {@code config}. */
@NullMarked
package io.github.dingtalksql.jdbc;

import org.jspecify.annotations.NullMarked;
