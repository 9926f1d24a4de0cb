// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Prints how fast records are cut and decoded in memory, on one thread: MB/s, median of 7 rounds after 3 to warm up.
 * Not a test; {@code docs/performance.md} has the command.
 */
public final class ContentSpeed {
    private static final int MEGABYTES = 64;
    private static final int ROUNDS = 7;
    private static final int WARM_UP = 3;

    /** Work over one content; what it returns keeps the JIT from leaving it out. */
    private interface Work {
        long run(byte[] content) throws IOException;
    }

    private ContentSpeed() {}

    public static void main(String[] args) throws IOException {
        measureAll("12 columns, ASCII, no quotes", content(new Random(1), false, false));
        measureAll("12 columns, ASCII, a third quoted", content(new Random(2), true, false));
        measureAll("12 columns, some Chinese", content(new Random(3), true, true));
    }

    private static void measureAll(String name, byte[] content) throws IOException {
        System.out.println(name);
        measure("csv, count records", content, bytes -> count(bytes, RecordFormat.CSV));
        measure("text, count records", content, bytes -> count(bytes, RecordFormat.TEXT));
        measure("csv, one field", content, ContentSpeed::oneField);
        measure("csv, all fields", content, ContentSpeed::allFields);
        measure("csv, content", content, ContentSpeed::contents);
        measure("decoding alone", content, bytes -> new String(bytes, StandardCharsets.UTF_8).length());
        measure("Commons CSV, all fields", content, ContentSpeed::commonsCsv);
    }

    private static void measure(String what, byte[] content, Work work) throws IOException {
        double[] speeds = new double[ROUNDS];
        long check = 0;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            check += work.run(content);
            if (round >= 0) {
                speeds[round] = content.length * 1e3 / (System.nanoTime() - begin);
            }
        }
        Arrays.sort(speeds);
        System.out.printf(Locale.ROOT, "  %-26s %7.0f MB/s  (%x)%n", what, speeds[ROUNDS / 2], check);
    }

    private static RecordReader open(byte[] content, RecordFormat format) {
        return FileContents.open(new FakeRemoteFile(content), Options.utf8(format));
    }

    private static long count(byte[] content, RecordFormat format) {
        long count = 0;
        try (RecordReader reader = open(content, format)) {
            while (reader.next()) {
                count++;
            }
        }
        return count;
    }

    private static long oneField(byte[] content) {
        long sum = 0;
        try (RecordReader reader = open(content, RecordFormat.CSV)) {
            while (reader.next()) {
                String field = reader.field(4);
                sum += field == null ? 0 : field.length();
            }
        }
        return sum;
    }

    private static long allFields(byte[] content) {
        long sum = 0;
        try (RecordReader reader = open(content, RecordFormat.CSV)) {
            while (reader.next()) {
                sum += reader.fields().size();
            }
        }
        return sum;
    }

    private static long contents(byte[] content) {
        long sum = 0;
        try (RecordReader reader = open(content, RecordFormat.CSV)) {
            while (reader.next()) {
                sum += reader.content().length();
            }
        }
        return sum;
    }

    private static long commonsCsv(byte[] content) throws IOException {
        long sum = 0;
        InputStreamReader text = new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.UTF_8);
        try (CSVParser parser = CSVParser.parse(text, CSVFormat.RFC4180)) {
            for (CSVRecord record : parser) {
                sum += record.size();
            }
        }
        return sum;
    }

    private static byte[] content(Random random, boolean quotes, boolean chinese) {
        StringBuilder record = new StringBuilder();
        byte[] content = new byte[MEGABYTES * 1_000_000];
        int length = 0;
        while (true) {
            record.setLength(0);
            for (int column = 0; column < 12; column++) {
                record.append(column == 0 ? "" : ",");
                if (quotes && column % 3 == 1) {
                    record.append('"')
                            .append("name, ")
                            .append(random.nextInt(10_000))
                            .append('"');
                } else if (chinese && column % 4 == 2) {
                    record.append("钉钉表格");
                } else {
                    record.append(random.nextInt(10_000_000));
                }
            }
            byte[] bytes = record.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
            if (length + bytes.length > content.length) {
                return Arrays.copyOf(content, length);
            }
            System.arraycopy(bytes, 0, content, length, bytes.length);
            length += bytes.length;
        }
    }
}
