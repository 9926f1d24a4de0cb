// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Any number as a text key: one form for one value, short enough to be looked at. */
class KeyTextFuzzTest {
    @FuzzTest
    void number(byte[] input) {
        if (input.length > 200) {
            return;
        }
        BigDecimal number;
        try {
            number = new BigDecimal(new String(input, StandardCharsets.ISO_8859_1).strip());
        } catch (NumberFormatException e) {
            return;
        }
        String text = KeyedScanPlan.text(number, false);
        assertThat(text).hasSizeLessThan(600);
        assertThat(new BigDecimal(text)).isEqualByComparingTo(number);
        boolean isShort =
                Math.abs((long) number.precision() - number.scale()) < 150 && Math.abs((long) number.scale()) < 150;
        if (isShort) {
            assertThat(text).doesNotContainIgnoringCase("E");
            assertThat(KeyedScanPlan.text(number.setScale(number.scale() + 7), false))
                    .isEqualTo(text);
        }
    }
}
