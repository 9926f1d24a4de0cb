// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Crc64Test {
    @Test
    void givesTheCheckValueOfItsCatalogue() {
        Crc64 crc = new Crc64();
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        crc.write(digits, 0, digits.length);
        assertThat(Long.toHexString(crc.value())).isEqualTo("995dc9bbdf1939fa");
        assertThat(Crc64.text(crc.value())).isEqualTo("11051210869376104954");
    }

    @Test
    void givesTheSameForBlocksAndForSingleBytes() {
        byte[] bytes = new byte[10_007];
        new Random(1).nextBytes(bytes);
        Crc64 blocks = new Crc64();
        blocks.write(bytes, 0, 5);
        blocks.write(bytes, 5, bytes.length - 5);
        Crc64 singles = new Crc64();
        for (byte b : bytes) {
            singles.write(b);
        }
        assertThat(blocks.value()).isEqualTo(singles.value());
    }
}
