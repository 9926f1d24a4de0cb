// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OssSignatureTest {
    private static final OssSignature PUBLISHED = new OssSignature(
            "PUT",
            "ODBGOERFMDMzQTczRUY3NUE3NzA5QzdFNUYzMDQxNEM=",
            "text/html",
            "Thu, 17 Nov 2005 18:49:58 GMT",
            new TreeMap<>(Map.of("x-oss-meta-author", "foo@bar.com", "x-oss-magic", "abracadabra")),
            "/oss-example/nelson");

    @Test
    void signsThePublishedExample() {
        assertThat(PUBLISHED.sign("OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV"))
                .isEqualTo("26NBxoKdsyly4EDv6inkoDft/yA=");
    }

    @Test
    void laysOutTheStringToSignAsPublished() {
        assertThat(PUBLISHED.stringToSign())
                .isEqualTo("PUT\nODBGOERFMDMzQTczRUY3NUE3NzA5QzdFNUYzMDQxNEM=\ntext/html\n"
                        + "Thu, 17 Nov 2005 18:49:58 GMT\nx-oss-magic:abracadabra\nx-oss-meta-author:foo@bar.com\n"
                        + "/oss-example/nelson");
    }

    @Test
    void showsNoSignedValue() {
        assertThat(PUBLISHED.toString()).doesNotContain("abracadabra");
    }
}
