// SPDX-License-Identifier: Apache-2.0
/** Layer 2 of 5: the bytes of one remote file: link, ranges, resume, verification. May use OkHttp and {@code client}; knows nothing of records or SQL. */
@NullMarked
package io.github.dingtalksql.remote;

import org.jspecify.annotations.NullMarked;
