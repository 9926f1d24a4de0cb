// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.DingTalkException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told of a field's bytes is what its text says. */
class FieldProbesTest {
    private static final int INPUTS = 8_000;
    private static final List<String> CHARSETS =
            List.of("UTF-8", "UTF-8", "GB18030", "Big5", "Shift_JIS", "UTF-16LE", "ISO-8859-1", "IBM1047");
    private static final List<String> TEXTS = List.of(
            "PAID", "paid", "", "中文", "é", "\"", "a\"b", "12", "-3.50", "0.1", "12345678901234567", "1.", "-", " 1",
            "1e3", "?", "\ud800", "999999999999999999", "1000000000000000000", "-0");

    @Test
    void probesAgreeWithTheTexts() {
        long seed = Long.getLong("dingtalk.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < INPUTS; i++) {
            Charset charset = Charset.forName(CHARSETS.get(random.nextInt(CHARSETS.size())));
            byte[] bytes = line(random).getBytes(charset);
            if (random.nextInt(4) == 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            compare("seed " + seed + ", input " + i, random, bytes, charset);
        }
    }

    private static String line(Random random) {
        StringBuilder line = new StringBuilder();
        for (int field = 0; field < 3; field++) {
            String text = TEXTS.get(random.nextInt(TEXTS.size()));
            boolean quoted = random.nextBoolean() || text.contains("\"");
            line.append(field == 0 ? "" : ",")
                    .append(quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text);
        }
        return line.append("\n").toString();
    }

    private static void compare(String place, Random random, byte[] bytes, Charset charset) {
        List<String> wanted = List.of(TEXTS.get(random.nextInt(TEXTS.size())), TEXTS.get(random.nextInt(TEXTS.size())));
        int index = random.nextInt(4);
        int scale = random.nextInt(4);
        String expected = outcome(bytes, charset, reader -> {
            String text = reader.field(index);
            return (text != null && wanted.contains(text)) + " " + scaled(text, scale);
        });
        String probed = outcome(bytes, charset, reader -> {
            reader.check(index);
            return reader.isAny(index, new EncodedTexts(wanted)) + " " + told(reader, index, scale);
        });
        assertThat(probed).as(place).isEqualTo(expected);
    }

    /** What the probe says, or what its user would find out, if that is the same. */
    private static @Nullable BigDecimal told(FieldReader reader, int index, int scale) {
        long scaled = reader.scaled(index, scale);
        return scaled == FieldReader.UNTOLD
                ? scaled(reader.field(index), scale)
                : BigDecimal.valueOf(scaled, scale);
    }

    private static @Nullable BigDecimal scaled(@Nullable String text, int scale) {
        try {
            return text == null ? null : new BigDecimal(text).setScale(scale);
        } catch (NumberFormatException | ArithmeticException e) {
            return null;
        }
    }

    private interface Look {
        String at(FieldReader reader);
    }

    private static String outcome(byte[] bytes, Charset charset, Look look) {
        try (FieldReader reader =
                FileContents.open(new FakeRemoteFile(bytes), Options.all(RecordFormat.CSV, charset))) {
            StringBuilder all = new StringBuilder();
            while (reader.next()) {
                all.append(look.at(reader)).append('\n');
            }
            return all.toString();
        } catch (DingTalkException e) {
            return e.code() + " " + e.getMessage();
        }
    }

    @Test
    void plainNumbersAreToldFromBytes() {
        for (String text : List.of("0", "12", "-3.5", "7.25", "999999999999999.99", "5.")) {
            byte[] bytes = ("x" + text + "x").getBytes(Charset.defaultCharset());
            assertThat(DecimalBytes.scaled(bytes, 1, bytes.length - 1, 2))
                    .as(text)
                    .isEqualTo(new BigDecimal(text).movePointRight(2).longValueExact());
        }
    }
}
