// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.calcite.linq4j.tree.Primitive;
import org.apache.calcite.runtime.Hook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our cast of texts to DECIMAL gives what Calcite's gives: the same number of the same scale, or the same failure. */
class DecimalTextsTest {
    private static final long SEED = 20261125;
    private static final String ALPHABET = "0123456789012345678900000..--+eE \t１x";

    private interface Cast {
        Object apply(String text, int precision, int scale, RoundingMode rounding);
    }

    private static String outcome(Cast cast, String text, int precision, int scale) {
        try {
            return String.valueOf(cast.apply(text, precision, scale, RoundingMode.HALF_UP));
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private static void assertSame(String text, int precision, int scale) {
        String calcites = outcome(Primitive::charToDecimalCast, text, precision, scale);
        String ours = outcome(DecimalTexts::cast, text, precision, scale);
        if (!ours.equals(calcites)) {
            assertThat(ours)
                    .as("'%s' as DECIMAL(%d, %d)", text, precision, scale)
                    .isEqualTo(calcites);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "-0",
                "-0.00",
                "00012",
                "5.",
                ".5",
                "-.5",
                ".",
                "-",
                "1.2.3",
                "--1",
                "+7",
                "1e3",
                " 12.50 ",
                "12.345",
                "12.344",
                "999999999999999999",
                "9999999999999999.99",
                "99999999999999999.9",
                "-9999999999999999.99",
                "0000000000000000001",
                "123456789012345678901234567890",
                "１２",
                "12,50",
                "NaN"
            })
    void castsAsCalciteDoes(String text) {
        for (int precision : List.of(1, 2, 5, 18, 19, 38)) {
            for (int scale = 0; scale <= precision; scale += 1 + precision / 5) {
                assertSame(text, precision, scale);
            }
        }
        assertThat(DecimalTexts.cast(null, 18, 2, RoundingMode.HALF_UP)).isNull();
    }

    @Test
    void castsAnyTextAsCalciteDoes() {
        Random random = new Random(SEED);
        for (int i = 0; i < 300_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(22);
            int letters = random.nextBoolean() ? 24 : ALPHABET.length();
            for (int k = 0; k < length; k++) {
                text.append(ALPHABET.charAt(random.nextInt(letters)));
            }
            if (random.nextInt(3) == 0 && length > 2) {
                text.setCharAt(random.nextInt(length), '.');
            }
            int precision = 1 + random.nextInt(38);
            // Calcite would write out all zeros of a large exponent.
            String small = text.toString().replaceAll("([eE].{0,3}).*", "$1");
            assertSame(small, precision, random.nextInt(precision + 1));
        }
    }

    @Test
    void aLargeExponentIsNotWrittenOut() {
        assertThat(outcome(DecimalTexts::cast, "1e999999999", 18, 2))
                .contains("cannot be represented as a DECIMAL(18, 2)")
                .hasSizeLessThan(2_000);
        assertThat(outcome(DecimalTexts::cast, "-1E+999999999", 18, 2)).contains("cannot be represented");
        assertThat(outcome(DecimalTexts::cast, "1e-999999999", 18, 2)).isEqualTo("0.00");
        assertThat(outcome(DecimalTexts::cast, "0e999999999", 18, 2)).isEqualTo("0.00");
    }

    @Test
    void plansCallIt() {
        FakeFilesTable files = new FakeFilesTable("files", List.of(new FakeFilesTable.Line("1", "1", null, 1, "12.5")));
        StringBuilder code = new StringBuilder();
        Hook.Closeable hook = Hook.JAVA_PLAN.addThread((Consumer<String>) code::append);
        try {
            String sql = "SELECT CAST(content AS DECIMAL(18, 2)) FROM files WHERE space_id = '1' AND dentry_id = '1'";
            assertThat(new FakeDatabase(files).rows(sql)).containsExactly("12.50");
        } finally {
            hook.close();
        }
        assertThat(code.toString()).contains("DecimalTexts.cast").doesNotContain("charToDecimalCast");
    }
}
