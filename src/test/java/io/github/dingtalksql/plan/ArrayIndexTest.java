// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code fields[n]}, whatever whole number {@code n} is. */
class ArrayIndexTest {
    private final FakeFilesTable files =
            new FakeFilesTable("files", List.of(new FakeFilesTable.Line("1", "1", null, 1, "ab")));
    private final FakeDatabase database = new FakeDatabase(files);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1; ab",
                "2; 1",
                "3; null",
                "0; null",
                "-1; null",
                "99999999999; null",
                "byte_offset; ab",
                "byte_offset + 1; 1",
                "byte_offset + 9223372036854775800; null",
                "byte_offset - 1; null",
                "byte_offset - 9223372036854775800; null",
                "CAST(byte_offset AS TINYINT); ab",
                "CAST(byte_offset AS SMALLINT); ab",
                "CAST(byte_offset AS INTEGER); ab",
                "CAST(1 AS TINYINT); ab",
                "CAST(1 AS SMALLINT); ab",
                "CAST(2 AS BIGINT); 1",
                "char_length(content); 1",
                "CAST(NULL AS BIGINT); null",
                "NULLIF(byte_offset, 1); null",
                "(SELECT max(byte_offset) FROM files WHERE space_id = '1' AND dentry_id = '1'); ab",
                "(SELECT count(*) FROM files WHERE space_id = '1' AND dentry_id = '1'); ab",
            })
    void anIndexMayBeOfAnyIntegerType(String index, String expected) {
        assertThat(database.rows("SELECT fields[" + index + "] FROM files WHERE space_id = '1' AND dentry_id = '1'"))
                .containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?",
                "CAST(? AS INTEGER)",
                "CAST(? AS BIGINT)",
                "CAST(? AS SMALLINT)",
                "? + 0",
                "0 + ?",
                "(? - 1) + byte_offset",
                "- (-? * 1)",
                "? / 1",
                "? % 1000"
            })
    void anIndexMayBeAParameter(String index) {
        String file = " FROM files WHERE space_id = '1' AND dentry_id = '1'";
        assertThat(database.rows("SELECT fields[" + index + "]" + file, 1)).containsExactly("ab");
        assertThat(database.rows("SELECT fields[" + index + "]" + file, 2L)).containsExactly("1");
        assertThat(database.rows("SELECT fields[" + index + "]" + file, 3)).containsExactly("null");
        assertThat(database.rows("SELECT fields[" + index + "]" + file, (Object) null))
                .containsExactly("null");
        assertThat(database.rows("SELECT content" + file + " AND fields[" + index + "] = ?", 1, "ab"))
                .containsExactly("ab");
        assertThat(database.rows("SELECT content" + file + " AND fields[" + index + "] = ?", 1, "x"))
                .isEmpty();
    }

    @Test
    void anIndexThatNoArrayHasIsNull() {
        String file = " FROM files WHERE space_id = '1' AND dentry_id = '1'";
        assertThat(database.rows("SELECT fields[?]" + file, 99_999_999_999L)).containsExactly("null");
        assertThat(database.rows("SELECT fields[?]" + file, 0)).containsExactly("null");
    }

    @Test
    void alsoInConditionsAndGroups() {
        String all = " FROM files WHERE space_id = '1' AND dentry_id = '1'";
        assertThat(database.rows("SELECT content" + all + " AND fields[byte_offset] = 'ab'"))
                .containsExactly("ab");
        assertThat(database.rows(
                        "SELECT fields[byte_offset + 1], count(*)" + all + " GROUP BY fields[byte_offset + 1]"))
                .containsExactly("1|1");
        assertThat(database.rows("SELECT content" + all + " ORDER BY fields[byte_offset]"))
                .containsExactly("ab");
        assertThat(database.rows("SELECT a.content FROM files a JOIN files b ON a.fields[a.byte_offset] = b.content"
                        + " WHERE a.space_id = '1' AND a.dentry_id = '1' AND b.space_id = '1' AND b.dentry_id = '1'"))
                .containsExactly("ab");
    }
}
