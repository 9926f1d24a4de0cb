// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.content.CsvDialect;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Files of random pieces: whatever is in them, they are rows or an error with its place, nothing else; and there are as
 * many rows whatever is asked of them.
 */
class RandomInputTest {
    private static final long SEED = 20261126;
    private static final int FILES = 8_000;

    private static final String[] CSV = {
        ",",
        ";",
        "\t",
        "|",
        "\"",
        "\"\"",
        "\n",
        "\r\n",
        "\r",
        "a",
        "1",
        "-2.5",
        "1e400",
        "9999999999999999999",
        "true",
        "2024/1/5",
        "2024年1月5日",
        "10:00",
        "007",
        "中",
        " ",
        "\0",
        "\uFEFF",
        "#",
        "'",
        "\\"
    };
    private static final String[] JSON = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\"a\":",
        "\"b\":",
        "{\"a\":1}",
        "{\"a\":\"x\",\"b\":[1,{}]}",
        "\n",
        " ",
        "1",
        "-2.5e3",
        "null",
        "true",
        "\\u00e9",
        "\\ud83d",
        "\"2024-01-05\"",
        "中",
        "\uFEFF",
        "\0",
        "12345678901234567890",
        "{}"
    };

    private final Random random = new Random(SEED);

    private interface Reading {
        TypedReader open(int[] wanted);
    }

    @Test
    void csvIsRowsOrAnError() {
        System.out.println("RandomInputTest seed " + SEED);
        assertRowsOrErrors(CSV, file -> {
            CsvSettings settings = csv(OnError.values()[random.nextInt(3)]);
            CsvLayout layout = new CsvSampling(settings, new FileHead("f", file, true)).layout();
            int columns = layout.columns().size();
            return readings(
                    columns,
                    wanted -> new CsvRows(
                            new MemoryFile("f", file), settings, layout, Selection.of(wanted), new Execution()));
        });
    }

    @Test
    void jsonIsRowsOrAnError() {
        assertRowsOrErrors(JSON, file -> {
            JsonSettings settings = new JsonSettings(null, List.of(), OnError.values()[random.nextInt(3)], 10_000, 100);
            JsonLayout layout = new JsonSampling(settings, new FileHead("f", file, true)).layout();
            int columns = layout.columns().size();
            return readings(
                    columns,
                    wanted -> new JsonRows(
                            new MemoryFile("f", file), settings, layout, Selection.of(wanted), new Execution()));
        });
    }

    private static CsvSettings csv(OnError onError) {
        CsvDialect dialect = new CsvDialect(CsvDialect.NONE, '"', '"', CsvDialect.NONE, 0);
        return new CsvSettings(true, dialect, null, null, List.of(), false, onError, 10_000, 100);
    }

    /** All columns, and none. */
    private static List<TypedReader> readings(int columns, Reading reading) {
        return List.of(reading.open(IntStream.range(0, columns).toArray()), reading.open(new int[0]));
    }

    private void assertRowsOrErrors(String[] pieces, Function<byte[], List<TypedReader>> opening) {
        int withRows = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] file = file(pieces);
            try {
                long[] rows =
                        opening.apply(file).stream().mapToLong(this::count).toArray();
                assertThat(rows[1])
                        .as("rows of %s", new String(file, StandardCharsets.UTF_8))
                        .isEqualTo(rows[0]);
                withRows += rows[0] > 0 ? 1 : 0;
            } catch (DingTalkException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_CONTENT);
                assertThat(e).hasMessageContaining("File f").hasMessageContaining("byte offset ");
            }
        }
        assertThat(withRows).isGreaterThan(FILES / 100);
    }

    private long count(TypedReader reader) {
        long rows = 0;
        try (reader) {
            while (reader.next()) {
                assertThat(reader.row()).isNotNull();
                rows++;
            }
        }
        return rows;
    }

    private byte[] file(String[] pieces) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = random.nextInt(16); i > 0; i--) {
            bytes.writeBytes(pieces[random.nextInt(pieces.length)].getBytes(StandardCharsets.UTF_8));
        }
        byte[] file = bytes.toByteArray();
        if (file.length > 0 && random.nextInt(10) == 0) {
            file[random.nextInt(file.length)] = (byte) random.nextInt(256);
        }
        return file;
    }
}
