// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ReadTextAndBlobTest {
    @Test
    void textIsOneRowALine() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("packed\n".getBytes(StandardCharsets.UTF_8));
        }
        byte[] chinese = "第一行\r\n\r\n\"第三".getBytes(Charset.forName("GB18030"));
        try (TypedFiles files = TypedFiles.ofBytes("", chinese, packed.toByteArray())) {
            assertThat(files.columns("SELECT * FROM read_text('854', '1')"))
                    .containsExactly("line_number BIGINT", "content VARCHAR");
            assertThat(files.emulator.journal()).as("calls of a prepare").isEmpty();
            assertThat(files.rows("SELECT * FROM read_text('854', '1')")).containsExactly("1|第一行", "2|", "3|\"第三");
            assertThat(files.rows("SELECT content FROM read_text(?, dentry_id => ?)", 854, "2"))
                    .containsExactly("packed");
            assertThat(files.rows("SELECT count(*) FROM read_text('854', '1') WHERE content LIKE '第%'"))
                    .containsExactly("1");
            assertThatThrownBy(() -> files.rows("SELECT content FROM read_text('854', '1', charset => 'UTF-8')"))
                    .hasMessageContaining("byte offset 0");
        }
    }

    @Test
    void blobIsTheBytesInChunks() throws Exception {
        byte[] bytes = new byte[10];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 30);
        }
        String sql = "SELECT data, \"offset\" FROM read_blob('854', '1', chunk_bytes => 4)";
        try (TypedFiles files = TypedFiles.ofBytes("", bytes);
                PreparedStatement statement = files.connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            assertThat(files.columns(sql)).containsExactly("data VARBINARY", "offset BIGINT");
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int offset = 0; rows.next(); offset += 4) {
                assertThat(rows.getLong(2)).isEqualTo(offset);
                all.write(rows.getBytes(1));
            }
            assertThat(all.toByteArray()).isEqualTo(bytes);
            assertThat(files.rows("SELECT sum(octet_length(data)) FROM read_blob('854', '1')"))
                    .containsExactly("10");
            assertThat(files.rows("SELECT count(*) FROM read_blob('854', '800')"))
                    .hasSize(1);
        }
    }

    @Test
    void allArgumentsMayBeParameters() throws Exception {
        try (TypedFiles files = TypedFiles.ofBytes("", "第一行\n".getBytes(Charset.forName("GBK")))) {
            String text = "SELECT content FROM read_text(?, ?, ?, charset => ?, union_id => ?)";
            assertThat(files.rows(text, 854, "1", 1, "GBK", files.emulator.unionId()))
                    .containsExactly("第一行");
            assertThat(files.rows(text, "854", "1", null, null, null)).containsExactly("第一行");
            assertThatThrownBy(() -> files.rows(text, "854", "1", null, "klingon", null))
                    .hasMessageContaining("charset 'klingon' is not known");
            String blob = "SELECT octet_length(data) FROM read_blob(?, ?, ?, chunk_bytes => ?, union_id => ?)";
            assertThat(files.rows(blob, "854", 1, 1, 4, files.emulator.unionId()))
                    .containsExactly("4", "3");
            assertThat(files.rows(blob, "854", "1", null, null, null)).containsExactly("7");
            assertThatThrownBy(() -> files.rows(blob, "854", "1", null, 0, null))
                    .hasMessageContaining("chunk_bytes must be from 1");
        }
    }
}
