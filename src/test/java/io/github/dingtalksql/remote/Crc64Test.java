// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Crc64Test {
    private final Random random = new Random(20261125);

    private static Crc64 of(byte[] bytes, int from, int to) {
        Crc64 crc = new Crc64();
        crc.update(bytes, from, to - from);
        return crc;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void givesTheCheckValueOfItsCatalogue() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertThat(of(digits, 0, 9).decimal()).isEqualTo("11051210869376104954");
        assertThat(new Crc64().decimal()).isEqualTo("0");
    }

    @Test
    void givesTheSameHoweverTheBytesAreGiven() {
        for (int length = 0; length < 200; length++) {
            byte[] bytes = bytes(length);
            Crc64 singles = new Crc64();
            for (int i = 0; i < length; i++) {
                singles.update(bytes, i, 1);
            }
            assertThat(of(bytes, 0, length).decimal()).as("%d bytes", length).isEqualTo(singles.decimal());
        }
    }

    @Test
    void joinsTheSumsOfParts() {
        byte[] bytes = bytes(200_000);
        String whole = of(bytes, 0, bytes.length).decimal();
        for (int round = 0; round < 200; round++) {
            int cut = random.nextInt(bytes.length + 1);
            int second = cut + random.nextInt(bytes.length - cut + 1);
            Crc64 joined = of(bytes, 0, cut);
            joined.append(of(bytes, cut, second), second - cut);
            joined.update(bytes, second, bytes.length - second);
            assertThat(joined.decimal()).as("%d, %d", cut, second).isEqualTo(whole);
        }
    }

    /** Goes on with a random number of words at a time; what is left over, without folding. */
    private void fold(Crc64 crc, byte[] bytes, int offset, int length, Crc64Folding folding) {
        int left = length / (2 * Long.BYTES) * 2;
        int at = offset;
        crc.beginFolding(folding);
        while (left > 0) {
            int most = left - Crc64Folding.WORDS;
            int count = most < Crc64Folding.WORDS || random.nextInt(3) == 0
                    ? left
                    : Crc64Folding.WORDS + random.nextInt(most - Crc64Folding.WORDS + 1);
            folding.add(bytes, at, count);
            at += count * Long.BYTES;
            left -= count;
        }
        crc.update(folding);
        crc.update(bytes, at, offset + length - at);
    }

    @Test
    void givesTheSameWithFolding() {
        Crc64Folding folding = new Crc64Folding();
        int least = Crc64Folding.WORDS * Long.BYTES;
        for (int round = 0; round < 200; round++) {
            int length = round < 10 ? least + round * 4 : least + random.nextInt(200_000);
            int offset = random.nextInt(20);
            byte[] bytes = bytes(offset + length);
            Crc64 folded = of(bytes, 0, offset);
            fold(folded, bytes, offset, length, folding);
            assertThat(folded.decimal())
                    .as("%d bytes behind %d", length, offset)
                    .isEqualTo(of(bytes, 0, bytes.length).decimal());
        }
    }

    @Test
    void seesEveryBitThatIsWrongWithFolding() {
        Crc64Folding folding = new Crc64Folding();
        byte[] bytes = bytes(65_536);
        Crc64 right = new Crc64();
        fold(right, bytes, 0, bytes.length, folding);
        for (int round = 0; round < 1000; round++) {
            int at = random.nextInt(bytes.length);
            byte wrong = (byte) (1 << random.nextInt(8));
            bytes[at] ^= wrong;
            Crc64 other = new Crc64();
            fold(other, bytes, 0, bytes.length, folding);
            assertThat(other.decimal()).isNotEqualTo(right.decimal());
            bytes[at] ^= wrong;
        }
    }
}
