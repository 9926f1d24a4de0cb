// SPDX-License-Identifier: Apache-2.0
/** Layer 0 (foundation): connection properties, their defaults and their validation. Depends on the root package only. */
@NullMarked
package io.github.dingtalksql.config;

import org.jspecify.annotations.NullMarked;
