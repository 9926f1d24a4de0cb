// SPDX-License-Identifier: Apache-2.0
/** Foundation: what every layer may use. Depends on nothing. */
@NullMarked
package io.github.dingtalksql;

import org.jspecify.annotations.NullMarked;
