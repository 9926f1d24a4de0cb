// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;

/**
 * The file that systems are compared on: the same bytes for the same size, every time. 12 columns, of which 5 are
 * quoted in every record; Chinese text, commas, doubled quotes and line ends in fields; about 130 bytes a record.
 */
final class OrdersCsv {
    static final String HEADER =
            "order_id,ordered_at,amount,customer,product,quantity,note,city,status,channel,unit_price,updated_on\n";

    private static final String[] CUSTOMERS = {"王小明", "李雷", "Anna Schmidt", "陈晨", "O'Neill, Pat", "張偉"};
    private static final String[] PRODUCTS = {"绿茶, 250g", "Coffee beans", "Paper cups", "乌龙茶", "Notebook A5"};
    private static final String[] NOTES = {"", "call first", "line one\nline two", "说: \"\"你好\"\"", "gate 3", "易碎"};
    private static final String[] CITIES = {"杭州", "北京", "上海", "深圳"};
    private static final String[] STATUSES = {"PAID", "OPEN", "SHIPPED", "REFUNDED"};
    private static final String[] CHANNELS = {"app", "web", "phone"};

    private OrdersCsv() {}

    /** A file of whole records with at least that many bytes, in {@code folder}; made once. */
    static Path ofLength(Path folder, long bytes) throws IOException {
        Path file = folder.resolve("orders-" + (bytes >> 20) + ".csv");
        if (Files.exists(file)) {
            return file;
        }
        Files.createDirectories(folder);
        Path part = folder.resolve(file.getFileName() + ".part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 20)) {
            write(out, bytes);
        }
        return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(OutputStream out, long bytes) throws IOException {
        Random random = new Random(20260101);
        StringBuilder record = new StringBuilder(256);
        byte[] header = HEADER.getBytes(StandardCharsets.UTF_8);
        out.write(header);
        long written = header.length;
        for (long id = 1_000_000; written < bytes; id++) {
            record.setLength(0);
            append(record, id, random);
            byte[] line = record.toString().getBytes(StandardCharsets.UTF_8);
            out.write(line);
            written += line.length;
        }
    }

    private static void append(StringBuilder record, long id, Random random) {
        int cents = 100 + random.nextInt(99_900);
        int quantity = 1 + random.nextInt(9);
        record.append(id).append(",2026-").append(two(1 + random.nextInt(12))).append('-');
        record.append(two(1 + random.nextInt(28))).append(' ').append(two(random.nextInt(24))).append(':');
        record.append(two(random.nextInt(60))).append(":00,");
        money(record, (long) cents * quantity).append(',');
        quoted(record, CUSTOMERS, random).append(',');
        quoted(record, PRODUCTS, random).append(',').append(quantity).append(',');
        quoted(record, NOTES, random).append(',');
        quoted(record, CITIES, random).append(',');
        record.append(STATUSES[random.nextInt(STATUSES.length)]).append(',');
        quoted(record, CHANNELS, random).append(',');
        money(record, cents).append(",2026-").append(two(1 + random.nextInt(12))).append("-15\n");
    }

    private static StringBuilder quoted(StringBuilder record, String[] texts, Random random) {
        return record.append('"').append(texts[random.nextInt(texts.length)]).append('"');
    }

    private static StringBuilder money(StringBuilder record, long cents) {
        return record.append(cents / 100).append('.').append(two((int) (cents % 100)));
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }
}
