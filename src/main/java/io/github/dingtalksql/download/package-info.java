// SPDX-License-Identifier: Apache-2.0
/** Layer 3 of 5: a whole remote file into a local one: resumed, verified, never half there. */
@NullMarked
package io.github.dingtalksql.download;

import org.jspecify.annotations.NullMarked;
