// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.testing.FaultServer.Answer;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class FaultServerTest {
    private static final Answer USUAL = (request, reply) -> reply.full(200, "usual");

    private static String get(URI uri) throws IOException {
        return new String(uri.toURL().openStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Empty if there is none. Another test's server may have the port by now. */
    private static String answer(URI uri) {
        try {
            return get(uri);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void aFaultThatDidNotHappenFailsTheTestThatWantedIt() throws IOException {
        Answer mine = (request, reply) -> reply.full(200, "mine");
        FaultServer server = new FaultServer(mine).then((request, reply) -> reply.full(200, "first"), mine, mine);
        assertThat(get(server.uri())).isEqualTo("first");

        assertThatThrownBy(server::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("2 instructions left");
        assertThat(answer(server.uri())).as("it is closed nevertheless").isNotEqualTo("mine");
    }

    @Test
    void whenAllHappenedItClosesInPeace() throws IOException {
        try (FaultServer server = new FaultServer(USUAL).then((request, reply) -> reply.full(200, "first"))) {
            assertThat(get(server.uri())).isEqualTo("first");
            assertThat(get(server.uri())).isEqualTo("usual");
        }
    }
}
