// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OssRangeTest {
    /** The table of the reference: an object of 1000 bytes. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "bytes=0-499,         206 0-499,    206 0-499",
                "bytes=500-,          206 500-999,  206 500-999",
                "bytes=-500,          206 500-999,  206 500-999",
                "bytes=0-,            206 0-999,    206 0-999",
                "bytes=0-999,         206 0-999,    206 0-999",
                "bytes=999-999,       206 999-999,  206 999-999",
                "bytes=-1000,         206 0-999,    206 0-999",
                "bytes=0-1000,        200 0-999,    206 0-999",
                "bytes=500-2000,      200 0-999,    206 500-999",
                "bytes=1000-2000,     200 0-999,    416",
                "bytes=1000-,         200 0-999,    416",
                "bytes=-2000,         200 0-999,    206 0-999",
                "bytes=-0,            200 0-999,    416",
                "byte=0-499,          200 0-999,    200 0-999",
                "bytes=5-4,           200 0-999,    200 0-999",
                "bytes=-,             200 0-999,    200 0-999",
                "bytes=a-b,           200 0-999,    200 0-999",
                "bytes=99999999999999999999-, 200 0-999, 200 0-999",
                "~bytes=0-499,500-999~,  416,       416",
            })
    void selectsAsOssDoes(String header, String byDefault, String standard) {
        assertThat(selected(header, false, 1000)).isEqualTo(byDefault);
        assertThat(selected(header, true, 1000)).isEqualTo(standard);
    }

    @Test
    void selectsTheWholeObjectWithoutAHeader() {
        assertThat(selected(null, false, 1000)).isEqualTo("200 0-999");
    }

    @Test
    void selectsAllOfAnEmptyObject() {
        assertThat(selected("bytes=0-99", false, 0)).isEqualTo("200 0--1");
        assertThat(selected("bytes=0-99", true, 0)).isEqualTo("416");
        assertThat(selected("bytes=-5", false, 0)).isEqualTo("200 0--1");
    }

    @Test
    void saysTheSizeWhenARangeCannotBeSatisfied() {
        assertThatThrownBy(() -> OssRange.of("bytes=7-", true, 7))
                .isInstanceOfSatisfying(
                        OssRefusal.class,
                        e -> assertThat(e.answer("ID", "host").status()).isEqualTo(416));
    }

    private static String selected(@Nullable String header, boolean isStandard, long size) {
        try {
            OssRange range = OssRange.of(header, isStandard, size);
            return (range.isPart() ? 206 : 200) + " " + range.offset() + "-" + (range.offset() + range.length() - 1);
        } catch (OssRefusal e) {
            return Integer.toString(e.answer("ID", "host").status());
        }
    }
}
