// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WideInputTest {
    private static final int LENGTH = 300_000;

    private final byte[] content = new byte[LENGTH];
    private final List<Integer> asked = new ArrayList<>();
    private final AtomicLong given = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    private WideInput input(int most) {
        new Random(1).nextBytes(content);
        return new WideInput(
                new ByteArrayInputStream(content) {
                    @Override
                    public synchronized int read(byte[] bytes, int offset, int length) {
                        asked.add(length);
                        return super.read(bytes, offset, Math.min(most, length));
                    }
                },
                closed::get,
                given);
    }

    @Test
    void givesAllBytesInOrderWhateverIsAskedFor() throws IOException {
        for (int most : new int[] {1, 100, 8192, 20_000, LENGTH}) {
            given.set(0);
            WideInput input = input(most);
            Random random = new Random(most);
            byte[] read = new byte[LENGTH + 10];
            int to = 0;
            for (int count = 0; count >= 0; to += Math.max(0, count)) {
                assertThat(input.available()).isEqualTo(LENGTH - to);
                if (random.nextInt(10) == 0) {
                    int one = input.read();
                    read[to] = (byte) one;
                    count = one < 0 ? -1 : 1;
                } else {
                    count = input.read(read, to, Math.min(read.length - to, 1 + random.nextInt(10_000)));
                }
            }
            assertThat(Arrays.copyOf(read, to)).isEqualTo(content);
            assertThat(given).hasValue(LENGTH);
        }
    }

    @Test
    void asksForNoMoreThanWantedUntilAllThatWasAskedForCame() throws IOException {
        WideInput input = input(5000);
        byte[] read = new byte[8192];
        input.read(read);
        input.read(read, 0, 5);
        assertThat(asked).containsExactly(8192, 5);
        assertThat(input.available()).isEqualTo(LENGTH - 5005);
    }

    @Test
    void takesMuchAtOnceOnceThereIsMuch() throws IOException {
        WideInput input = input(LENGTH);
        byte[] read = new byte[8192];
        for (int i = 0; i < 17; i++) {
            assertThat(input.read(read)).isEqualTo(8192);
        }
        assertThat(asked).containsExactly(8192, 1 << 17);
        assertThat(given).hasValue(17 * 8192);
    }

    @Test
    void givesNothingMoreOfAClosedSocket() throws IOException {
        WideInput input = input(LENGTH);
        byte[] read = new byte[8192];
        input.read(read);
        input.read(read);
        closed.set(true);
        assertThatThrownBy(() -> input.read(read)).isInstanceOf(SocketException.class);
    }
}
