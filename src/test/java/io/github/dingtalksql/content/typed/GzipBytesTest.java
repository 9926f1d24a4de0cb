// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.DingTalkException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipBytesTest {
    private static final byte[] TEXT = text();

    private static byte[] text() {
        StringBuilder text = new StringBuilder("id,word\n");
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            text.append(i)
                    .append(',')
                    .append(Integer.toHexString(random.nextInt()))
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void unpacksMembersAndLeavesOthersAlone() throws Exception {
        assertThat(read(gzip(TEXT), 1)).isEqualTo(TEXT);
        assertThat(read(gzip(TEXT), 8192)).isEqualTo(TEXT);
        assertThat(read(TEXT, 5)).isEqualTo(TEXT);
        assertThat(read(new byte[0], 5)).isEmpty();
        assertThat(read(new byte[] {0x1F}, 5)).containsExactly(0x1F);
        assertThat(read(join(gzip(TEXT), gzip(new byte[0]), gzip(TEXT)), 100)).isEqualTo(join(TEXT, TEXT));
        assertThat(read(join(gzip(TEXT), new byte[1000]), 100))
                .as("zeros at the end")
                .isEqualTo(TEXT);
    }

    @Test
    void understandsAllOfAHeader() throws Exception {
        byte[] plain = gzip(TEXT);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(new byte[] {0x1F, (byte) 0x8B, 8, 2 | 4 | 8 | 16, 1, 2, 3, 4, 0, 3});
        header.write(new byte[] {3, 0, 'x', 'y', 'z'});
        header.write("name.csv\0a comment\0".getBytes(StandardCharsets.ISO_8859_1));
        CRC32 checksum = new CRC32();
        checksum.update(header.toByteArray());
        byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
        byte[] low = {(byte) checksum.getValue(), (byte) (checksum.getValue() >> 8)};
        assertThat(read(join(header.toByteArray(), low, rest), 100)).isEqualTo(TEXT);
        assertThatThrownBy(() -> read(join(header.toByteArray(), new byte[2], rest), 100))
                .hasMessageContaining("header is damaged");
    }

    @Test
    void whatIsCutAnywhereIsAnError() throws Exception {
        byte[] two = join(gzip(TEXT), gzip(TEXT));
        int first = gzip(TEXT).length;
        for (int length = 2; length < two.length; length++) {
            byte[] cut = Arrays.copyOf(two, length);
            if (length != first) {
                assertThatThrownBy(() -> read(cut, 300))
                        .as("cut at %s", length)
                        .isInstanceOf(DingTalkException.class)
                        .hasMessageContaining("File f, byte offset ");
            }
        }
    }

    /** A flipped bit is an error, or it stood where nothing of the content stands (time, system). */
    @Test
    void aFlippedBitNeverChangesTheContent() throws Exception {
        byte[] two = join(gzip(TEXT), gzip(TEXT));
        byte[] content = join(TEXT, TEXT);
        int errors = 0;
        for (int bit = 16; bit < two.length * 8; bit++) {
            byte[] damaged = two.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(read(damaged, 300)).as("bit %s", bit).isEqualTo(content);
            } catch (DingTalkException e) {
                errors++;
            }
        }
        assertThat(errors).isGreaterThan((two.length - 40) * 8);
    }

    @Test
    void whatFollowsIsNotDropped() throws Exception {
        assertThatThrownBy(() -> read(join(gzip(TEXT), "id,word\n".getBytes(StandardCharsets.UTF_8)), 100))
                .hasMessageContaining("byte offset " + gzip(TEXT).length + " (packed), " + TEXT.length + " (unpacked)")
                .hasMessageContaining("something follows the gzip data");
        assertThatThrownBy(() -> read(join(gzip(TEXT), new byte[10], gzip(TEXT)), 100))
                .hasMessageContaining("something follows");
    }

    @Test
    void checksumAndLengthAreVerified() throws Exception {
        byte[] packed = gzip(TEXT);
        byte[] otherChecksum = packed.clone();
        otherChecksum[packed.length - 8] ^= 1;
        byte[] otherLength = packed.clone();
        otherLength[packed.length - 1] ^= 1;
        assertThatThrownBy(() -> read(otherChecksum, 100)).hasMessageContaining("the checksum is another");
        assertThatThrownBy(() -> read(otherLength, 100)).hasMessageContaining("the length is another");
    }

    private static byte[] read(byte[] file, int chunk) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[chunk];
        try (GzipBytes bytes = new GzipBytes("f", new MemoryFile("f", file).open(0, Long.MAX_VALUE))) {
            int read = bytes.read(buffer, 0, chunk);
            while (read >= 0) {
                all.write(buffer, 0, read);
                assertThat(bytes.position()).isEqualTo(all.size());
                read = bytes.read(buffer, 0, chunk);
            }
        }
        return all.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] join(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return all.toByteArray();
    }
}
