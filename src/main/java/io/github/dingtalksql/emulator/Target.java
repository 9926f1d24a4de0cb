// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import org.jspecify.annotations.Nullable;

/**
 * The file that a request is about.
 *
 * @param file {@code SPACE/DENTRY}, or "" if the request is about no file
 * @param version null if the request names none
 */
record Target(String file, @Nullable Long version) {
    static final Target NONE = new Target("", null);
}
