// SPDX-License-Identifier: Apache-2.0
/** Beside the layers: a pretend DingTalk and object store on loopback. Shares no class with the layers, so that a mistake cannot be on both sides. */
@NullMarked
package io.github.dingtalksql.emulator;

import org.jspecify.annotations.NullMarked;
