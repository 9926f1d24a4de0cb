// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.content.CsvDialect;
import io.github.dingtalksql.content.typed.FieldType.Kind;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random tables, written as CSV in a random dialect and charset, are read as they were: names, types and values. */
class RoundTripTest {
    private static final long SEED = 20261125;
    private static final int TABLES = 1500;
    private static final String[] PIECES = {
        ",", ";", "\t", "|", "\"", "'", "\n", "\r\n", "\\", " ", "a", "中文", "、", "，", "１", "😀", "#", "0", "-",
        "\u2028", "x\0y"
    };
    private static final char[] DELIMITERS = {',', ';', '\t', '|', '^'};
    private static final String[] LINE_ENDS = {"\n", "\r\n", "\r"};
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8, Charset.forName("GB18030"), StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);
    private static final Kind[] KINDS = {
        Kind.VARCHAR, Kind.BIGINT, Kind.DECIMAL, Kind.DOUBLE, Kind.BOOLEAN, Kind.DATE, Kind.TIME, Kind.TIMESTAMP
    };

    private final Random random = new Random(SEED);

    /** A value as it is written, and as it is read. */
    private record Cell(@Nullable String text, @Nullable Object value) {
        private static final Cell NULL = new Cell(null, null);
    }

    @Test
    void randomTablesAreReadAsTheyWereWritten() {
        System.out.println("RoundTripTest seed " + SEED);
        for (int i = 0; i < TABLES; i++) {
            oneTable(i);
        }
    }

    private void oneTable(int number) {
        Kind[] kinds = new Kind[2 + random.nextInt(5)];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = KINDS[random.nextInt(KINDS.length)];
        }
        List<Cell[]> rows = new ArrayList<>();
        for (int row = 1 + random.nextInt(20); row > 0; row--) {
            Cell[] cells = new Cell[kinds.length];
            for (int i = 0; i < kinds.length; i++) {
                // The first row has no nulls, so that every column has its type.
                cells[i] = !rows.isEmpty() && random.nextInt(6) == 0 ? Cell.NULL : cell(kinds[i]);
            }
            rows.add(cells);
        }
        char delimiter = DELIMITERS[random.nextInt(DELIMITERS.length)];
        char quote = random.nextBoolean() ? '"' : '\'';
        Charset charset = CHARSETS.get(random.nextInt(CHARSETS.size()));
        byte[] file = written(kinds.length, rows, delimiter, quote).getBytes(charset);
        CsvSettings settings = new CsvSettings(
                true,
                new CsvDialect(delimiter, quote, quote, CsvDialect.NONE, 0),
                null,
                charset,
                List.of(),
                false,
                OnError.FAIL,
                1 << 20,
                100);
        CsvLayout layout = new CsvSampling(settings, new FileHead("f", file, true)).layout();
        String about = "table " + number + ", delimiter " + delimiter + ", quote " + quote + ", " + charset;

        for (int i = 0; i < kinds.length; i++) {
            assertThat(layout.columns().get(i).name()).as(about).isEqualTo("列" + i);
            assertThat(layout.columns().get(i).type().kind()).as(about).isEqualTo(kinds[i]);
        }
        int[] wanted = wanted(kinds.length);
        try (CsvRows read =
                new CsvRows(new MemoryFile("f", file), settings, layout, Selection.of(wanted), new Execution())) {
            for (Cell[] row : rows) {
                assertThat(read.next()).as(about).isTrue();
                for (int i = 0; i < wanted.length; i++) {
                    assertThat(plain(read.row()[i])).as(about).isEqualTo(plain(row[wanted[i]].value));
                }
            }
            assertThat(read.next()).as(about).isFalse();
        }
    }

    /** Some of the columns, in some order. */
    private int[] wanted(int columns) {
        return IntStream.range(0, random.nextInt(columns + 1))
                .map(i -> random.nextInt(columns))
                .toArray();
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
    }

    private Cell cell(Kind kind) {
        switch (kind) {
            case BIGINT -> {
                long number = random.nextLong() % 1_000_000_000_000_000_000L >> random.nextInt(60);
                return new Cell(Long.toString(number), number);
            }
            case DECIMAL -> {
                BigDecimal number = BigDecimal.valueOf(random.nextInt(), 1 + random.nextInt(6));
                return new Cell(number.toPlainString(), number);
            }
            case DOUBLE -> {
                double number = random.nextGaussian() * 1e-9;
                return new Cell(Double.toString(number), number);
            }
            case BOOLEAN -> {
                boolean truth = random.nextBoolean();
                return new Cell(random.nextBoolean() ? Boolean.toString(truth) : truth ? "TRUE" : "False", truth);
            }
            case DATE -> {
                LocalDate day = LocalDate.ofEpochDay(random.nextInt(60_000) - 20_000);
                return new Cell(written(day), (int) day.toEpochDay());
            }
            case TIME -> {
                LocalTime time = LocalTime.ofNanoOfDay(random.nextInt(86_400_000) * 1_000_000L);
                return new Cell(time.toString(), (int) (time.toNanoOfDay() / 1_000_000));
            }
            case TIMESTAMP -> {
                LocalDateTime time =
                        LocalDateTime.ofEpochSecond(random.nextInt(), random.nextInt(1000) * 1_000_000, ZoneOffset.UTC);
                String text = written(time.toLocalDate()) + (random.nextBoolean() ? " " : "T") + time.toLocalTime();
                return new Cell(text, time.toInstant(ZoneOffset.UTC).toEpochMilli());
            }
            default -> {
                StringBuilder text = new StringBuilder();
                for (int i = random.nextInt(6); i > 0; i--) {
                    text.append(PIECES[random.nextInt(PIECES.length)]);
                }
                return new Cell(text + "字", text + "字");
            }
        }
    }

    private String written(LocalDate day) {
        return switch (random.nextInt(3)) {
            case 0 -> day.toString();
            case 1 -> day.getYear() + "/" + day.getMonthValue() + "/" + day.getDayOfMonth();
            default -> day.getYear() + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
        };
    }

    private String written(int columns, List<Cell[]> rows, char delimiter, char quote) {
        String lineEnd = LINE_ENDS[random.nextInt(LINE_ENDS.length)];
        StringBuilder csv = new StringBuilder();
        for (int i = 0; i < columns; i++) {
            csv.append(i > 0 ? String.valueOf(delimiter) : "").append("列").append(i);
        }
        for (Cell[] row : rows) {
            csv.append(lineEnd);
            for (int i = 0; i < columns; i++) {
                csv.append(i > 0 ? String.valueOf(delimiter) : "").append(field(row[i].text, delimiter, quote));
            }
        }
        return csv.append(random.nextBoolean() ? lineEnd : "").toString();
    }

    private String field(@Nullable String text, char delimiter, char quote) {
        if (text == null) {
            return "";
        }
        boolean mustBeQuoted = text.chars().anyMatch(c -> c == delimiter || c == quote || c == '\n' || c == '\r');
        String one = String.valueOf(quote);
        return mustBeQuoted || random.nextInt(4) == 0 ? one + text.replace(one, one + one) + one : text;
    }
}
