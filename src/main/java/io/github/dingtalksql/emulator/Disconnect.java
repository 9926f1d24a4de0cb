// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.io.IOException;

/** Ends a connection without another byte, because an instruction says so. */
final class Disconnect extends IOException {
    private static final long serialVersionUID = 1;

    Disconnect() {
        super("instructed");
    }
}
