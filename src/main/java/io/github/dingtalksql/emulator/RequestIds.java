// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.util.Locale;
import java.util.UUID;

/** Request ids in the two forms of the two services. */
final class RequestIds {
    private RequestIds() {}

    /** An upper-case UUID. */
    static String ofApi() {
        return UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
    }

    /** 24 upper-case hexadecimal digits. */
    static String ofStore() {
        return ofApi().replace("-", "").substring(0, 24);
    }
}
