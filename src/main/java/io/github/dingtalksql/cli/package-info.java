// SPDX-License-Identifier: Apache-2.0
/** Layer 5 of 5: the command line of the {@code -all} jar: shell, emulator and download commands. */
@NullMarked
package io.github.dingtalksql.cli;

import org.jspecify.annotations.NullMarked;
