// SPDX-License-Identifier: Apache-2.0
/** Layer 3 of 5: files as tables with names and types. What they are is guessed from a sample, or told. */
@NullMarked
package io.github.dingtalksql.content.typed;

import org.jspecify.annotations.NullMarked;
