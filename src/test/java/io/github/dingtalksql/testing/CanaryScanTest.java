// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class CanaryScanTest {
    /** It is found by a setting in junit-platform.properties: without that, every test would be silently unheard. */
    @Test
    void itHearsTheTestsOfThisJvm() {
        assertThat(Logger.getLogger("").getHandlers())
                .anyMatch(handler -> handler.getClass().getName().startsWith(CanaryScan.class.getName() + "$"));
    }
}
