// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddedEmulatorTest {
    @Test
    void isStartedOnceAndAgainAfterItWasStopped() throws Exception {
        EmbeddedEmulator demo = new EmbeddedEmulator();
        demo.stop();
        Map<String, String> first = demo.properties();
        assertThat(demo.properties()).isEqualTo(first);

        demo.stop();
        assertThatThrownBy(() -> connect(first)).isInstanceOf(ConnectException.class);
        connect(demo.properties());
        demo.stop();
        demo.stop();
    }

    private static void connect(Map<String, String> properties) throws Exception {
        URI endpoint = URI.create(properties.get("endpoint"));
        new Socket(endpoint.getHost(), endpoint.getPort()).close();
    }
}
